/** `CRASH=full`, which `npm run test:crash` sets, takes every case; else it is a share that takes seconds. */
export const full: boolean = process.env['CRASH'] === 'full'

/** The numbers from 1 to `most`, or a share of them: the first ones, and evenly spread ones after that. */
export function shareOf(most: number, share: number): number[] {
  const all = Array.from({ length: most }, (_, index) => index + 1)
  if (full || most <= share) return all
  return all.filter(
    (number) => Math.floor((number * share) / most) !== Math.floor(((number - 1) * share) / most),
  )
}
