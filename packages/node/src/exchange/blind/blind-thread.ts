// This file is the worker thread that work-apart.ts starts.
import { parentPort } from 'node:worker_threads'
import { Failure } from '../../errors.ts'
import { type HeavyWork, heavyWork } from './heavy-work.ts'

parentPort?.on('message', ({ name, args }: { name: keyof HeavyWork; args: never[] }) => {
  try {
    parentPort?.postMessage({ made: (heavyWork[name] as (...args: never[]) => unknown)(...args) })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    parentPort?.postMessage({ failed: { code: error.code, fields: error.fields } })
  }
})
