import { config } from 'zod'

// Zod compiles schemas with `new Function` if it can. The node's content security policy forbids this, and the browser reports even the attempt.
config({ jitless: true })
