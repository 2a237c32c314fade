import { config } from 'zod'

// Schemas compile themselves with `new Function` where they may. The node's content security policy forbids it, and even the try is reported.
config({ jitless: true })
