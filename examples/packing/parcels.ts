/** A kind of parcel. */
export interface Parcel {
  readonly name: string
  /** euros */
  readonly value: number
  /** kilograms */
  readonly weight: number
  /** litres */
  readonly room: number
  /** How many there are. */
  readonly stock: number
}

const row = (name: string, value: number, weight: number, room: number, stock: number): Parcel => {
  return { name, value, weight, room, stock }
}

export const kinds: readonly Parcel[] = [
  row('books', 95, 21, 32, 9),
  row('lamps', 60, 4, 61, 12),
  row('chairs', 128, 9, 142, 10),
  row('tools', 210, 38, 47, 8),
  row('wine', 175, 27, 40, 14),
  row('paint', 88, 18, 24, 20),
  row('carpets', 240, 33, 160, 6),
  row('bicycles', 410, 17, 390, 5),
  row('pillows', 36, 2, 55, 25),
  row('engines', 520, 118, 150, 4),
  row('tiles', 74, 29, 14, 30),
  row('radios', 145, 8, 45, 11),
  row('plants', 52, 6, 70, 16),
  row('pianos', 900, 190, 620, 2),
  row('tea', 66, 5, 26, 18),
  row('shoes', 81, 7, 38, 15),
]

export function most({ stock }: Parcel): number {
  return stock
}

/** The value, weight or room of a load. */
export function sum(counts: ArrayLike<number>, of: 'value' | 'weight' | 'room'): number {
  return kinds.reduce((total, kind, index) => total + kind[of] * counts[index], 0)
}
