import { sweepInSteps } from './sweep-in-steps.fixture.ts'

// Sweeps in a process of its own, which kills itself at a step. Arguments: connection as JSON, data root, time, id of a record that
// is read, and the step. It prints a line when the record was given out.
const [connection = '{}', dataRoot = '', time = '', record = '', killAt = '0'] = process.argv.slice(2)
let steps = 0
await sweepInSteps({
  ...{ connection: JSON.parse(connection), dataRoot, now: new Date(time), record },
  onRead: () => console.log('read'),
  onStep() {
    steps += 1
    if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL')
    return false
  },
})
