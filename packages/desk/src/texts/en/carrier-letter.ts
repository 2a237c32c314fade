export const carrierLetter = {
  title: (carrier: string) => `Tell ${carrier}`,
  hint: 'Nothing is sent from here. Copy the text or save it, and send it the way you and the carrier agreed. It names places in the messages, never what stood there.',
  text: 'Text for the carrier',
  copy: 'Copy the text',
  copied: 'Copied.',
  notCopied: 'The browser did not allow copying. Select the text and copy it.',
  save: 'Save as a file',
  close: 'Close',
  reading: 'Reading the findings of its messages',
  words: {
    opening: (about: string) => `Dear colleagues,\n\nabout ${about} we found the following.`,
    missing: (sentence: string) => `Missing: ${sentence}`,
    message: (format: string | null, receivedAt: string) => `${format ?? 'Message'} received ${receivedAt}:`,
    finding: (place: string | null, message: string, code: string) =>
      place === null ? `${message} (${code})` : `${place}: ${message} (${code})`,
    place: (segment: number, tag: string | null) =>
      tag === null ? `segment ${segment}` : `segment ${segment} (${tag})`,
    nothing: 'We have no remark on your messages.',
    closing: 'Please correct this with your next transmission. Nothing that you sent was thrown away.',
  },
}
