/** The part of WebAssembly that this library uses; the library's own types do not depend on a browser's. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports?: Record<string, Record<string, unknown>>) => { readonly exports: unknown }
}

/**
 * The exports of a kernel, compiled and instantiated at once; null where the machine has no WebAssembly SIMD, so that the
 * caller takes its plain TypeScript way instead.
 */
export function loadKernel<Exports>(base64: string, imports?: Record<string, Record<string, unknown>>): Exports | null {
  const { WebAssembly: api } = globalThis as unknown as { WebAssembly?: WebAssemblyApi }
  if (api === undefined) return null
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    return new api.Instance(new api.Module(bytes), imports).exports as Exports
  } catch {
    return null
  }
}
