import { parentPort, workerData } from 'node:worker_threads'
import { drawView, type MessageView } from './draw-view.ts'

// A thread of its own for one view: what it took of memory goes with it.
const drawn = drawView(workerData as MessageView)
parentPort?.postMessage(drawn, [drawn.buffer])
