/** What the controls of a page say of what is trained. */
export interface ControlWords {
  /** `the training` */
  readonly subject: string
  readonly paused: string
  readonly goesOn: string
  readonly stopping: string
  readonly ended: string
  /** What the progress bar measures. */
  readonly progress: string
  /** What is asked before it is stopped, and what that does. */
  readonly question: string
  readonly consequence: string
}

/** Of a single training. */
export const runWords: ControlWords = {
  subject: 'the training',
  paused: 'The training is paused',
  goesOn: 'The training goes on',
  stopping: 'The training stops after this generation',
  ended: 'The training has ended.',
  progress: 'How much of this phase is over',
  question: 'Stop the training?',
  consequence: 'It ends after this generation. The champion and all that was found are saved.',
}

/** Of several trainings. */
export const groupWords: ControlWords = {
  subject: 'the trainings',
  paused: 'The trainings are paused',
  goesOn: 'The trainings go on',
  stopping: 'Each training stops after its generation',
  ended: 'The trainings have ended.',
  progress: 'How much of all trainings is over',
  question: 'Stop all trainings?',
  consequence:
    'Each ends after its generation. The champions and all that was found are saved, and evolve resume goes on with them.',
}
