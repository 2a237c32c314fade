import type { BiometricImage, BiometricReading, Finding } from '@entente/contracts'

const mostPixels = 16_384
const mostFindings = 100

/**
 * Collects the findings of a reader. A finding states a position and never quotes the file, because the file may
 * contain names.
 */
export class Reader {
  readonly images: BiometricImage[] = []
  readonly findings: Finding[] = []
  edition: string | null = null
  readonly bytes: Buffer
  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  find(severity: Finding['severity'], code: string, byte: number, message: string): void {
    if (this.findings.length < mostFindings)
      this.findings.push({ code, severity, message, position: { byte }, literal: null, at: null })
  }
  fault(code: string, byte: number, message: string): void {
    this.find('error', code, byte, message)
  }

  /** Adds an image and checks its stated width and height. */
  image(image: BiometricImage): void {
    for (const side of [image.width, image.height])
      if (side !== null && (side < 1 || side > mostPixels))
        this.fault('IMAGE_SIZE', image.position, `A side of an image is 1 to ${mostPixels} pixels.`)
    if (this.images.length < 1000) this.images.push(image)
    else this.fault('IMAGE_COUNT', image.position, 'A file holds at most 1,000 images.')
  }

  done(format: BiometricReading['format']): BiometricReading {
    const { edition, images, findings } = this
    return { format, edition, images, findings }
  }
}
