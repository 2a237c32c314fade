/** One server-sent event: the fields that matter here. */
export interface ServerEvent {
  id: string | null
  type: string
  data: string
}

/**
 * Reads a `text/event-stream` (WHATWG HTML, 9.2.6). `onBeat` is called for every chunk, comments included, so that a silent
 * line can be told from a dead one, which EventSource does not allow. Returns when the stream ends; throws when it breaks.
 */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: ServerEvent) => void,
  onBeat: () => void,
): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let event: ServerEvent = { id: null, type: 'message', data: '' }
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    onBeat()
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') {
        if (event.data !== '') onEvent({ ...event, data: event.data.slice(0, -1) })
        event = { id: event.id, type: 'message', data: '' }
        continue
      }
      const [, field, text = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? []
      if (field === 'data') event.data += `${text}\n`
      else if (field === 'event') event.type = text
      else if (field === 'id') event.id = text
    }
  }
}
