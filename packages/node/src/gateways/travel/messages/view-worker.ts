import { parentPort, workerData } from 'node:worker_threads'
import { drawView, type MessageView } from './draw-view.ts'

// A thread for one view: its memory is freed when it ends.
const drawn = drawView(workerData as MessageView)
parentPort?.postMessage(drawn, [drawn.buffer])
