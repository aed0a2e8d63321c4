// The entry of a process in which the user's code draws the frames of a film.

import type { FilmRequest } from '../src/artifacts/episode/messages.ts'
import { FilmProcess } from '../src/artifacts/episode/process.ts'
import { startApart } from '../src/evaluation/isolated/start.ts'

startApart()
const send = process.send!.bind(process)
const film = new FilmProcess((reply) => send(reply))
process.on('message', (request: FilmRequest) => void film.take(request))
