// Sends hostile traffic of one kind at a fixed rate until it is told to stop. bench.ts runs this file as a process at
// nice 19, so that the traffic itself takes no time from the node.
import { connect, type Socket } from 'node:net'
import type { Attack, AttackName, GeneratorOrder } from './attacks.ts'
import { attacks } from './attacks.ts'

const { name, target, given } = JSON.parse(process.argv[2] ?? '') as GeneratorOrder
const attack: Attack = attacks[name as AttackName]
const { hostname, port } = new URL(target)
if (hostname !== '127.0.0.1') throw new Error(`a bench sends to 127.0.0.1 only, not to ${hostname}`)

const open = new Set<Socket>()
const answers: Record<string, number> = {}
let sent = 0
const count = (status: string) => {
  answers[status] = (answers[status] ?? 0) + 1
}

function send(): void {
  sent += 1
  if (open.size >= attack.mostOpen) {
    count('not sent')
    return
  }
  const socket = connect(Number(port), hostname)
  open.add(socket)
  let drip: NodeJS.Timeout | undefined
  socket.once('data', (part) => {
    const text = part.toString('latin1')
    const code = /"(?:error_)?code":"([a-z-]+)"/.exec(text)?.[1]
    count(`${/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 'other'}${code === undefined ? '' : ` ${code}`}`)
  })
  socket.on('error', () => count('broken off'))
  socket.once('close', () => {
    clearInterval(drip)
    open.delete(socket)
  })
  const { head, body, dripMs } = attack.request(sent, given)
  socket.write(head)
  if (body !== undefined) socket.write(body)
  if (dripMs !== undefined) drip = setInterval(() => socket.write('x'), dripMs)
}

const timer = setInterval(send, 1000 / attack.perSecond)
process.on('message', () => {
  clearInterval(timer)
  for (const socket of open) socket.destroy()
  process.send?.({ sent, answers }, () => process.exit(0))
})
process.on('disconnect', () => process.exit(0))
