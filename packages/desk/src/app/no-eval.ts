declare global {
  // Zod reads its settings from here when it is loaded.
  var __zod_globalConfig: { jitless?: boolean } | undefined
}

// Zod compiles schemas with `new Function` if it can. The node's content security policy forbids this, and the browser reports even the attempt. Zod
// itself is loaded with the first page that needs it.
globalThis.__zod_globalConfig = { jitless: true }

export {}
