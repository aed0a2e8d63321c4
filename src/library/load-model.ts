import { readFile } from 'node:fs/promises'
import { InputError } from '../errors.ts'
import { refusal } from '../files/refusal.ts'
import { isGenomeFile } from '../model/genome-file.ts'
import { readModel } from '../model/model-file.ts'
import { TrainedModel } from './trained-model.ts'

/**
 * Loads a model file: a run's `champion.json`.
 * @throws InputError if there is no such file or it is not a model file
 */
export async function loadModel(path: string | URL): Promise<TrainedModel> {
  const file = String(path)
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new InputError({ file, expected: 'a model file', found: notRead(cause) }, { cause })
  })
  if (isGenomeFile(text)) {
    const found = 'a genome file, of a task whose genome is no network'
    throw new InputError({ file, expected: 'a model file', found })
  }
  return TrainedModel.of(readModel(text, file))
}

function notRead(cause: NodeJS.ErrnoException): string {
  const { code = '' } = cause
  if (/^(ENOENT|ENOTDIR)$/.test(code)) return 'no such file'
  return /^(ERR_STRING_TOO_LONG|ERR_FS_FILE_TOO_LARGE)$/.test(code) ? 'more than 512 MB' : refusal(cause)
}
