// This file is the worker thread that ask-training.ts starts.
import { parentPort } from 'node:worker_threads'
import { TargetingError } from '../model/targeting-error.ts'
import { type Fitted, type Fitting, fitChallenger } from './fit-challenger.ts'

/** The answer of the thread: the model, or the code of the error that ended its training. */
export type Trained = { fitted: Fitted } | { failure: string }

parentPort?.on('message', (fitting: Fitting) => {
  let trained: Trained
  try {
    trained = { fitted: fitChallenger(fitting) }
  } catch (error) {
    if (!(error instanceof TargetingError)) throw error
    trained = { failure: error.code }
  }
  parentPort?.postMessage(trained)
})
