import type { GroupFacts } from '../../group/messages.ts'

/** Colours of contestants in the style sheet, those of `compare.png`; of more they begin again. */
const count = 8

/** The class of a training's colour: that of its contestant. */
export function colourOf({ trainings }: GroupFacts, training: number): string {
  return contestantColour(trainings[training]?.contestant ?? 0)
}

export function contestantColour(contestant: number): string {
  return `c${contestant % count}`
}
