import { fileURLToPath } from 'node:url'
import { EvolveError, InputError } from '../errors.ts'
import { refusal } from '../files/refusal.ts'
import { writeWhole } from '../files/whole-file.ts'
import { BoundModel } from '../kernels/bound-model.ts'
import { type Computation, resolveComputation } from '../kernels/computation.ts'
import { RecurrentModel } from '../kernels/recurrent-model.ts'
import type { Model } from '../model/model.ts'
import { type StoredModel, writeModel } from '../model/model-file.ts'
import type { Signature } from '../model/signature.ts'
import { inputWidth, isRecurrent, type Layer, outputLayer } from '../model/topology.ts'
import { targetColumns } from '../tasks/supervised/data/labelled.ts'
import { encodeRows, type MissingRows } from '../tasks/supervised/data/predict.ts'
import { decodeOutputs, type Prediction, shortestPrediction } from '../tasks/supervised/data/prediction.ts'
import { type ReadOptions, readTable } from '../tasks/supervised/data/read.ts'
import { rowName, type Table } from '../tasks/supervised/data/table.ts'
import type { Picture } from '../tasks/supervised/image/picture.ts'
import { learntSize, renderPicture } from '../tasks/supervised/image/render.ts'
import { type EvaluateOptions, evaluateTable, type ModelEvaluation, type TrainedLoss } from './evaluation.ts'
import { finiteColours } from './finite-colours.ts'
import { modelText, shownAs } from './inspection.ts'
import { checkPictureSize } from './picture-size.ts'
import { type Row, tableOf } from './rows.ts'

/** How rows of a program are predicted. */
export interface PredictOptions {
  /** What to do with an empty cell that the model cannot fill by itself; default: refuse. */
  readonly missing?: Exclude<MissingRows, 'drop'> | undefined
}

/** How a data file is read, and its rows predicted. */
export interface PredictFileOptions extends ReadOptions {
  /** Default: refuse. */
  readonly missing?: MissingRows | undefined
}

/** How a data file is read, and its rows evaluated. */
export interface EvaluateFileOptions extends ReadOptions, EvaluateOptions {}

/** The predictions for a table: one for each row that could be used. */
export interface TablePredictions {
  /** What was predicted from: the columns of the file and their cells. */
  readonly table: Table
  /** The index in the table of each predicted row, from 0. */
  readonly rows: Uint32Array
  readonly predictions: readonly Prediction[]
  /** Rows left out, cells filled, unknown categories: one line each. */
  readonly notes: readonly string[]
}

const stepNote = 'the network is recurrent: each row is the next step of one episode'

/**
 * A trained network with all that is needed to use it on raw data. A recurrent one remembers: each row that it is given is
 * the next step of one episode, from call to call, until `reset`.
 */
export class TrainedModel {
  private readonly stored: StoredModel
  private readonly model: Model
  /** The model, if it is recurrent. */
  private readonly recurrent: RecurrentModel | null
  private readonly computation: Computation
  private readonly trained: TrainedLoss

  private constructor(stored: StoredModel, computation: Computation, trained: TrainedLoss) {
    const { topology, parameters } = stored
    this.stored = stored
    this.computation = computation
    this.trained = trained
    this.recurrent = isRecurrent(topology) ? new RecurrentModel(topology, parameters, computation) : null
    this.model = this.recurrent ?? new BoundModel(topology, parameters, computation)
    shownAs(this, () => modelText(topology, stored.signature))
  }

  /**
   * @param computation default: the fastest on this machine
   * @param trained of the run that it comes from, if that is known
   */
  static of(stored: StoredModel, computation?: Computation, trained: TrainedLoss = {}): TrainedModel {
    return new TrainedModel(stored, computation ?? resolveComputation(), trained)
  }

  /** The meaning of inputs and outputs: columns, scaling, classes. */
  get signature(): Signature {
    return this.stored.signature
  }

  /**
   * (P) for each layer its biases (O), if it has them, then its weights (O, I), or (O, I + O) in a recurrent layer, where those of its own
   * outputs follow those of its inputs. A copy.
   */
  get parameters(): Float32Array {
    return this.stored.parameters.slice()
  }

  /** Begins another episode of a recurrent network; for others nothing changes. */
  reset(): void {
    this.recurrent?.reset()
  }

  /**
   * @param options what to do if the row has an empty cell that the model cannot fill by itself; default: refuse
   * @throws InputError for a value that is missing or not of its column's kind, and if the outputs are not finite
   */
  predict(row: Row, options: PredictOptions = {}): Prediction {
    return this.predictAll([row], options)[0]!
  }

  /** One prediction for each row. */
  predictAll(rows: readonly Row[], { missing }: PredictOptions = {}): Prediction[] {
    const names = this.signature.columns.map(({ name }) => name)
    return [...this.predictTable(tableOf(rows, names, 'predict'), missing).predictions]
  }

  /**
   * Compares answers with the truth: the loss, and the figures that fit the task.
   * @param rows each with its targets: records by column name, or lists in the order of the columns, the targets behind them
   * @throws InputError for a value that is missing or not of its column's kind, and for a class that the model does not have
   */
  evaluate(rows: readonly Row[], options: EvaluateOptions = {}): ModelEvaluation {
    const names = [...this.signature.columns.map(({ name }) => name), ...targetColumns(this.signature)]
    return this.evaluateTable(tableOf(rows, names, 'evaluate'), options)
  }

  /** The same for the rows of a table, by column name. */
  evaluateTable(table: Table, options: EvaluateOptions = {}): ModelEvaluation {
    const { loss = this.trained.loss, classWeights = this.trained.classWeights } = options
    return evaluateTable(
      table,
      { stored: this.stored, model: this.model },
      { ...options, loss, classWeights },
      this.computation,
    )
  }

  /**
   * The same for the rows of a data file, by column name.
   * @param file .csv, .tsv or .json
   * @throws InputError for a file that cannot be read, or rows that do not fit the model
   */
  evaluateFile(file: string, options: EvaluateFileOptions = {}): ModelEvaluation {
    const { missing, loss, classWeights, ...reading } = options
    return this.evaluateTable(readTable(file, process.cwd(), reading), { missing, loss, classWeights })
  }

  /**
   * Predicts rows of a table, by column name.
   * @param missing what to do with a row with an empty cell that the model cannot fill
   * @throws InputError for rows that do not fit the model, and for the first row whose outputs are not finite
   */
  predictTable(table: Table, missing: MissingRows = 'refuse'): TablePredictions {
    const { inputs, rows, notes } = encodeRows(table, this.signature, { missing })
    const source = { file: table.file, rows, nameOf: (row: number) => rowName(table, row) }
    const predictions = decodeOutputs(this.model.forward(inputs), source, this.signature, this.outputLayer)
    return { table, rows, predictions, notes: this.recurrent === null ? notes : [...notes, stepNote] }
  }

  /**
   * Predicts rows of a data file, by column name.
   * @param file .csv, .tsv or .json
   * @param options what to do with a row with an empty cell that the model cannot fill, or that and how to read the file
   * @throws InputError for a file that cannot be read, or rows that do not fit the model
   */
  predictFile(file: string, options: MissingRows | PredictFileOptions = {}): TablePredictions {
    const { missing, ...reading } = typeof options === 'string' ? { missing: options } : options
    return this.predictTable(readTable(file, process.cwd(), reading), missing)
  }

  /**
   * The same prediction for a text, with few digits: each number is the shortest decimal that still means what the network
   * put out in float32.
   */
  shortest(prediction: Prediction): Prediction {
    return shortestPrediction(prediction, this.signature, this.outputLayer)
  }

  /** The network's raw outputs for encoded, scaled inputs. (S, I) → (S, O); S steps of a recurrent network */
  forward(inputs: Float32Array): Float32Array {
    const width = inputWidth(this.stored.topology)
    if (inputs.length % width !== 0) {
      throw new InputError({
        field: 'inputs',
        expected: `a multiple of ${width} numbers`,
        found: String(inputs.length),
      })
    }
    return this.model.forward(inputs)
  }

  /**
   * The picture that the network has learnt, stretched to any size: whole numbers from 1, at most 50,000,000 pixels.
   * @param width default: the width of the original picture
   * @param height default: the height of the original picture
   * @throws InputError for a network that has not learnt a picture, for a size that is not allowed, and for the first pixel
   *   whose colour is not finite
   */
  picture(width?: number, height?: number): Picture {
    const size = learntSize(this.signature)
    const [across, down] = [width ?? size.width, height ?? size.height]
    checkPictureSize(across, down)
    const pixels = renderPicture(
      finiteColours(this.model, this.outputLayer, across),
      this.signature,
      across,
      down,
    )
    return { width: across, height: down, pixels }
  }

  /** The text of a model file. */
  toString(): string {
    return writeModel(this.stored)
  }

  /**
   * Writes a model file, which `loadModel` and `evolve predict` read. Whoever reads the file meanwhile, or after a crash, sees
   * the old content or the new one.
   * @param path of the file; its folder has to exist
   * @throws EvolveError if the system refuses it; then the file is as before
   */
  async save(path: string | URL): Promise<void> {
    const file = path instanceof URL ? fileURLToPath(path) : path
    try {
      writeWhole(file, this.toString())
    } catch (cause) {
      const expected = `${file}: expected a file that can be written`
      throw new EvolveError('output', `${expected}, found ${refusal(cause)}`, { cause })
    }
  }

  private get outputLayer(): Layer {
    return outputLayer(this.stored.topology)
  }
}
