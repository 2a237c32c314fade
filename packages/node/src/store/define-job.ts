import type { z } from 'zod'

/** A kind of job: its name in the queue, the shape of its payload, and its usual priority (lower runs first). */
export interface JobType<P extends object = object> {
  readonly name: string
  readonly payload: z.ZodType<P>
  readonly priority: number
  /** A topic has any number of followers, which run one after another in the order of the modules. Any other job has one worker. */
  readonly isTopic: boolean
}

/**
 * Declares a kind of job. The payload is checked by the compiler where the job is enqueued, and parsed where it runs; it holds ids and counts, never personal
 * data, for the queue keeps it in plain text.
 */
export function defineJob<P extends object>(
  name: string,
  payload: z.ZodType<P>,
  options: { priority?: number } = {},
): JobType<P> {
  return { name, payload, priority: options.priority ?? 0, isTopic: false }
}

/** Declares a job that several modules follow: something happened, and each does its part. */
export function defineTopic<P extends object>(
  name: string,
  payload: z.ZodType<P>,
  options: { priority?: number } = {},
): JobType<P> {
  return { ...defineJob(name, payload, options), isTopic: true }
}

/** A job with the work that it stands for. */
export interface JobWork {
  readonly job: JobType
  /** Parses the payload and does the work. Throws where the payload does not fit, which fails the job. */
  run(payload: unknown): Promise<void>
}

/** Binds work to a job: what a module lists under `jobs`, or under `follows` for a topic. */
export function doJob<P extends object>(job: JobType<P>, work: (payload: P) => unknown): JobWork {
  return {
    job: job as unknown as JobType,
    async run(payload) {
      await work(job.payload.parse(payload))
    },
  }
}
