// A genome of 100,000 numbers that is scored at once: what is sent counts.
export default {
  genome: { length: 100_000, initial: 1 },
  direction: 'minimize',
  evaluate: ([first]) => first * first,
}
