import type { RunSetting } from '../../library/champion-recorder.ts'

/**
 * What is drawn of a run: `weights` is the film of its network, `trace` its champion's episode as numbers, `compared` what it learnt
 * beside the original.
 */
export type PictureName = 'film' | 'weights' | 'trace' | 'network' | 'loss' | 'compared' | 'report'

/** A picture of a run: the files that it consists of, and which runs have it. */
interface RunPicture {
  readonly files: readonly string[]
  readonly of: 'every run' | 'a run alone'
}

/** The name of the report in a run folder. */
export const reportName: string = 'report.html'
/** The name of the champion's episode as numbers. */
export const traceName: string = 'episode.csv'

/** All that is drawn of a run, in the order in which it is begun: what takes longest comes first. */
const pictures: Readonly<Record<PictureName, RunPicture>> = {
  film: { files: ['film.gif', 'film.png'], of: 'every run' },
  weights: { files: ['network.gif'], of: 'every run' },
  trace: { files: [traceName], of: 'a run alone' },
  network: { files: ['network.png'], of: 'a run alone' },
  loss: { files: ['loss.png'], of: 'every run' },
  compared: { files: ['picture.png'], of: 'every run' },
  // Last, since it holds the others.
  report: { files: [reportName], of: 'a run alone' },
}

/** The pictures that a run has in its setting, if it has what they show; the report is the last one. */
export function picturesOf(setting: RunSetting): PictureName[] {
  const names = Object.keys(pictures) as PictureName[]
  return names.filter((name) => setting === 'alone' || pictures[name].of === 'every run')
}

/** The files that a picture consists of. */
export function filesOf(picture: PictureName): readonly string[] {
  return pictures[picture].files
}
