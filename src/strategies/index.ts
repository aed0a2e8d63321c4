import { ga } from './ga/ga.ts'

/** Every strategy by name. */
export const strategies: { readonly ga: typeof ga } = { ga }
