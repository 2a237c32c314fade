import { parentPort } from 'node:worker_threads'
import { type BuildJob, runBuildJob } from './build-job.ts'

parentPort?.on('message', (job: BuildJob) => {
  runBuildJob(job)
  parentPort?.postMessage('done')
})
