// The entry of a process that draws pictures.
import { Artist } from '../src/artifacts/drawing/artist.ts'
import type { DrawRequest } from '../src/artifacts/drawing/messages.ts'
import { startApart } from '../src/evaluation/isolated/start.ts'

startApart()
const send = process.send!.bind(process)
const artist = new Artist()
process.on('message', async (request: DrawRequest) => send(await artist.answer(request)))
