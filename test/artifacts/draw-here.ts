import { Artist } from '../../src/artifacts/drawing/artist.ts'
import { type Drawn, drawRun } from '../../src/artifacts/drawing/draw-run.ts'
import type { DrawReply, DrawRequest } from '../../src/artifacts/drawing/messages.ts'

/** Draws in this process. */
export function drawingHere(): (request: DrawRequest) => Promise<DrawReply> {
  const artist = new Artist()
  return (request) => artist.answer(request)
}

/** Draws the pictures of a run folder in this process. */
export function drawHere(folder: string, setting: 'alone' | 'many', report?: string): Promise<Drawn> {
  return drawRun(folder, setting, drawingHere(), report)
}
