/** CSS pixels of a character of the labels. */
const characterWidth = 7.5
/** The least that an upright axis takes, CSS pixels. */
export const leastRoom = 64

/** CSS pixels that an axis needs for its labels: the least suits most, so that charts below each other begin alike. */
export function axisRoom(labels: readonly string[]): number {
  return Math.max(leastRoom, ...labels.map((label) => 16 + label.length * characterWidth))
}
