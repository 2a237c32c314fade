import type { App } from './safeguards/access/http.ts'
import type { SealedTable } from './safeguards/access/split-records.ts'
import type { SealedColumns } from './safeguards/vault/sealed-columns.ts'
import type { JobWork } from './store/define-job.ts'
import type { Task } from './store/jobs.ts'

/** A part of the node with its jobs and routes. modules.ts lists all modules. */
export interface NodeModule {
  name: string
  jobs?: readonly JobWork[]
  /** Work for topics. It runs after the work of modules earlier in the list. */
  follows?: readonly JobWork[]
  /** Jobs without a payload that start on a schedule. `match` has the format of crontab(5), in UTC. */
  schedules?: readonly { job: string; match: string }[]
  routes?(app: App): void
  /** The module's own tables with sealed records, and the classes of their fields. */
  records?: readonly SealedTable[]
  /** All sealed values of the module's own tables, for the jobs that seal them anew. */
  sealed?: readonly SealedColumns[]
  /** Called once the node can answer requests. */
  start?(): Promise<void>
  stop?(): Promise<void>
}

/** Checks a module against the interface at the place where the module is defined. */
export const defineModule = <M extends NodeModule>(module: M): M => module

export interface JoinedModules {
  records: SealedTable[]
  sealed: SealedColumns[]
  tasks: Record<string, Task>
  cron: { task: string; match: string }[]
  routes(app: App): void
  start(): Promise<void>
  /** Stops the modules in the reverse order of the list. */
  stop(): Promise<void>
}

/**
 * Joins the modules of a node. Throws if two modules have the same name or run the same job, if a topic is listed as a
 * job or a job as a topic, or if a schedule names a job that no module runs. The node must not start then.
 */
export function joinModules(modules: readonly NodeModule[]): JoinedModules {
  const names = new Set<string>()
  const tasks: Record<string, Task> = {}
  const followers = new Map<string, JobWork[]>()
  const cron: { task: string; match: string }[] = []
  for (const { name, jobs = [], follows = [], schedules = [] } of modules) {
    if (names.has(name)) throw new Error(`two modules are called ${name}`)
    names.add(name)
    for (const { job, run } of jobs) {
      if (job.isTopic) throw new Error(`${name} runs the topic ${job.name} as a job`)
      if (job.name in tasks) throw new Error(`${name} runs the job ${job.name}, which another module runs`)
      tasks[job.name] = run
    }
    for (const work of follows) {
      if (!work.job.isTopic) throw new Error(`${name} follows ${work.job.name}, which is no topic`)
      followers.set(work.job.name, [...(followers.get(work.job.name) ?? []), work])
    }
    cron.push(...schedules.map(({ job, match }) => ({ task: job, match })))
  }
  for (const [topic, works] of followers) {
    if (topic in tasks) throw new Error(`${topic} is a job and a topic`)
    tasks[topic] = async (payload) => {
      for (const { run } of works) await run(payload)
    }
  }
  for (const { task } of cron) if (!(task in tasks)) throw new Error(`no module runs the scheduled job ${task}`)
  return {
    tasks,
    cron,
    records: modules.flatMap(({ records = [] }) => records),
    sealed: modules.flatMap(({ sealed = [] }) => sealed),
    routes(app) {
      for (const module of modules) module.routes?.(app)
    },
    async start() {
      for (const module of modules) await module.start?.()
    },
    async stop() {
      for (const module of [...modules].reverse()) await module.stop?.()
    },
  }
}
