import { pictureOptions } from '../config/schema/pictures.ts'
import { BoundModel } from '../kernels/bound-model.ts'
import { parametersOf } from '../model/genome.ts'
import type { StoredModel } from '../model/model-file.ts'
import type { Film } from '../report/film/film.ts'
import { drawPictureFilm, pictureRoom, type Raster } from '../report/film/picture-film.ts'
import { encodePng } from '../report/png.ts'
import { originalPicture, renderPicture } from '../tasks/supervised/image/render.ts'
import type { Task } from '../tasks/task.ts'
import { choose, headingOf, momentOf } from './moments.ts'
import type { ReadRun } from './read-run.ts'

/** The film of a run that learns a picture: the original beside each champion's version. */
export function filmPicture(
  task: Task,
  run: ReadRun,
  { topology, parameters, signature }: StoredModel,
): Film {
  const model = new BoundModel(topology, parameters)
  const original = shrunk(originalPicture(task)!, pictureRoom)
  const { width, height } = original
  const { frames, every } = pictureOptions(run.config)
  return drawPictureFilm({
    heading: headingOf(run),
    original,
    label: run.record.fitnessName,
    moments: choose(run.snapshots, frames, every).map((snapshot) => ({
      ...momentOf(snapshot, run),
      picture() {
        model.use(parametersOf(snapshot.genome))
        return renderPicture(model, signature, width, height)
      },
    })),
  })
}

/** Small pictures are enlarged by a whole factor, until the longer side has about this many pixels. */
const comfortable = 300
const gap = 8

/** The original and the champion's version side by side, as a PNG file. */
export function comparedPicture(task: Task, { topology, parameters, signature }: StoredModel): Buffer {
  const original = originalPicture(task)!
  const { width, height } = original
  const model = new BoundModel(topology, parameters)
  const learned = renderPicture(model, signature, width, height)
  const times = Math.max(1, Math.round(comfortable / Math.max(width, height)))
  const sheet = { width: 2 * width * times + gap, height: height * times }
  const data = Buffer.alloc(sheet.width * sheet.height * 4, 255)
  for (const [side, pixels] of [original.pixels, learned].entries()) {
    for (let y = 0; y < sheet.height; y++) {
      for (let x = 0; x < width * times; x++) {
        const from = (Math.floor(y / times) * width + Math.floor(x / times)) * 4
        const to = (y * sheet.width + x + side * (width * times + gap)) * 4
        data.set(pixels.subarray(from, from + 4), to)
      }
    }
  }
  return encodePng(sheet.width, sheet.height, data)
}

/** A picture shrunk to fit into a square: each pixel is the mean of those that it covers. */
function shrunk(picture: Raster, room: number): Raster {
  const share = Math.min(1, room / Math.max(picture.width, picture.height))
  if (share === 1) return picture
  const width = Math.max(1, Math.floor(picture.width * share))
  const height = Math.max(1, Math.floor(picture.height * share))
  const pixels = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set(mean(picture, x, y, width, height), (y * width + x) * 4)
  }
  return { width, height, pixels }
}

function mean(picture: Raster, x: number, y: number, width: number, height: number): number[] {
  const sums = [0, 0, 0, 0]
  const [left, right] = [x, x + 1].map((edge) => Math.floor((edge * picture.width) / width)) as [
    number,
    number,
  ]
  const [top, bottom] = [y, y + 1].map((edge) => Math.floor((edge * picture.height) / height)) as [
    number,
    number,
  ]
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const at = (row * picture.width + column) * 4
      for (let c = 0; c < 4; c++) sums[c]! += picture.pixels[at + c]!
    }
  }
  return sums.map((sum) => Math.round(sum / ((right - left) * (bottom - top))))
}
