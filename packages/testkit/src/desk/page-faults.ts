/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** A page of a browser, as playwright has it. */
interface BrowserPage {
  evaluate: (inside: never, given?: unknown) => Promise<unknown>
}
/** Runs a function, or the text of a script, inside of a page. */
const inside = <Result, Given = undefined>(
  page: BrowserPage,
  work: ((given: Given) => Result | Promise<Result>) | string,
  given?: Given,
): Promise<Result> => page.evaluate(work as never, given) as Promise<Result>

/** Returns the regions and cells whose content is clipped. The raw message may be clipped. */
export const cutOff = (page: BrowserPage): Promise<string[]> =>
  inside(page, () => {
    const style = (element: Element) => getComputedStyle(element)
    // These are shortened on purpose with a tooltip, or are only for screen readers.
    const isShort = (element: Element) => style(element).textOverflow === 'ellipsis'
    const isShown = (element: Element) => element.clientWidth > 1 && element.clientHeight > 1
    const excused = (element: Element) =>
      element.closest('[role=listbox], pre, [aria-hidden=true] svg') !== null ||
      [...element.querySelectorAll('[role=listbox]')].some((list) => list.scrollWidth > element.clientWidth)
    const scrolls = (element: Element) => /^(auto|scroll)$/.test(style(element).overflowX)
    const regions = [...document.querySelectorAll('html, main, section, aside, p, h1, h2, dd, button, div')]
      .filter((element) => element === document.documentElement || style(element).overflowX !== 'visible')
      .filter((element) => element.tagName !== 'DIV' || scrolls(element))
      .filter((element) => isShown(element) && !isShort(element) && !excused(element))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
    // The size of a cell does not show whether its content overflows.
    const cells = [...document.querySelectorAll('td, th')]
      .filter((cell) => style(cell).overflowX === 'hidden' && !isShort(cell))
      .filter((cell) => {
        const { left, right } = cell.getBoundingClientRect()
        return [...cell.querySelectorAll('*')].some((part) => {
          const box = part.getBoundingClientRect()
          for (let at = part.parentElement; at && at !== cell; at = at.parentElement) if (isShort(at)) return false
          return box.width > 1 && (box.right > right + 1 || box.left < left - 1)
        })
      })
    return [...regions, ...cells].map(
      (element) => `${element.tagName.toLowerCase()} “${element.textContent?.slice(0, 60)}”`,
    )
  })

/** Waits until a page whose window became narrow has the styles of narrow windows. Call it after changing the size. */
export const styled = (page: BrowserPage): Promise<void> =>
  inside(page, async () => {
    const isThere = (): boolean => [...document.styleSheets].some(({ href }) => href?.includes('narrow-styles'))
    for (let turn = 0; turn < 100 && innerWidth < 1100 && !isThere(); turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 50))
    await new Promise((resolve) => requestAnimationFrame(resolve))
  })

/** Returns by how many pixels the page is wider than its window. */
export const sidewaysOverflow = (page: BrowserPage): Promise<number> =>
  inside(page, () => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))

/**
 * Returns the targets of a pointer that are smaller than `least` pixels in one direction. The label of a field belongs to
 * its target, and the row to a link in a row that opens the same. Excused is a link inside of a sentence, as in WCAG 2.5.8.
 */
export const smallTargets = (page: BrowserPage, least: number): Promise<string[]> =>
  inside(
    page,
    (wanted: number) => {
      const targets = 'a[href], button, input, select, textarea, summary, [role=tab], [role=button], [role=menuitem]'
      const isHidden = (element: Element): boolean => {
        const box = element.getBoundingClientRect()
        const { visibility, pointerEvents, opacity } = getComputedStyle(element)
        return (
          box.width <= 1 ||
          box.height <= 1 ||
          box.bottom <= 0 ||
          visibility === 'hidden' ||
          (pointerEvents === 'none' && opacity === '0') ||
          element.closest('[inert], [aria-hidden=true], .visually-hidden') !== null
        )
      }
      const isInSentence = (element: Element): boolean => {
        if (element.tagName !== 'A' && element.tagName !== 'BUTTON') return false
        if (!getComputedStyle(element).display.startsWith('inline')) return false
        const around = element.closest('p, li, dd, td, label, small, h1, h2, h3')
        return around !== null && (around.textContent ?? '').trim() !== (element.textContent ?? '').trim()
      }
      const boxOf = (element: Element): { width: number; height: number } => {
        const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
        const boxes = [element, ...labels].map((each) => each.getBoundingClientRect())
        const row = element.closest('tr[aria-selected]')
        if (row && element.tagName === 'A') boxes.push(row.getBoundingClientRect())
        const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))]
        const [right, bottom] = [
          Math.max(...boxes.map((box) => box.right)),
          Math.max(...boxes.map((box) => box.bottom)),
        ]
        return { width: right - left, height: bottom - top }
      }
      return [...document.querySelectorAll(targets)]
        .filter((element) => !isHidden(element) && !(element instanceof HTMLInputElement && element.type === 'hidden'))
        .filter((element) => !(element as HTMLButtonElement).disabled && !isInSentence(element))
        .flatMap((element) => {
          const { width, height } = boxOf(element)
          // Layout rounds to parts of a pixel.
          if (Math.min(width, height) >= wanted - 0.5) return []
          const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
          const size = `${Math.round(width)}x${Math.round(height)}`
          return [`${element.tagName.toLowerCase()} “${name.trim().slice(0, 40)}” ${size}`]
        })
    },
    least,
  )

/**
 * Runs axe on the page, by default with all its rules. `axe` is the source of axe-core. Returns each violated rule with
 * its first element.
 */
export async function axeFindings(page: BrowserPage, axe: string, rules: readonly string[] = []): Promise<string[]> {
  // The script is added once per document, because parsing half a megabyte before each run is slow.
  if (!(await inside(page, () => 'axe' in window))) await inside(page, axe)
  return inside(
    page,
    async (only: readonly string[]) => {
      const { axe } = window as unknown as {
        axe: {
          run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
        }
      }
      const { violations } = await axe.run(document, {
        resultTypes: ['violations'],
        ...(only.length > 0 && { runOnly: { type: 'rule', values: only } }),
      })
      return violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200) ?? ''}`)
    },
    rules,
  )
}
