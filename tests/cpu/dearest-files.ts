import type { Reporter, TestModule } from 'vitest/node'
import { treeCpuSeconds } from './cpu-seconds.ts'
import type {} from './measure-file.ts'

/** Prints the ten test files that used the most CPU time, and the sum of each project. */
export default class DearestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const files = modules
      .map((module) => ({ name: module.relativeModuleId, project: module.project.name, cpu: module.meta().cpu ?? 0 }))
      .sort((one, other) => other.cpu - one.cpu)
    if (files.length < 2) return
    const sums = new Map<string, number>()
    for (const { project, cpu } of files) sums.set(project, (sums.get(project) ?? 0) + cpu)
    const server = JSON.parse(process.env.ENTENTE_TEST_PG ?? '{}') as { pid?: number | null }
    if (server.pid != null) sums.set('PostgreSQL', treeCpuSeconds(server.pid))
    sums.set('runner', process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6)
    const line = (cpu: number, name: string) => `${cpu.toFixed(1).padStart(8)}  ${name}`
    const lines = [
      'CPU seconds of the dearest files (the first file of a worker also loads what the others share):',
      ...files.slice(0, 10).map(({ cpu, name, project }) => line(cpu, `${name} (${project})`)),
      'CPU seconds in all:',
      ...[...sums].map(([name, cpu]) => line(cpu, name)),
    ]
    process.stdout.write(`\n${lines.join('\n')}\n\n`)
  }
}
