/** `FLEET=full`, which `npm run test:fleet` sets, takes every case; else it is a share that takes seconds. */
export const full: boolean = process.env['FLEET'] === 'full'
