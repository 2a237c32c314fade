/** English texts on a page in another language, because the language lacks them. */
const shown = new Set<string>()
/** More texts than any page shows. The oldest are forgotten: a long session formats texts with ever new values. */
const most = 5000

/** Remembers a text that is shown in English on a page in another language. */
export function rememberEnglish(words: string): void {
  if (shown.size >= most) shown.delete(shown.values().next().value as string)
  shown.add(words)
}

/**
 * Marks English texts below an element with `lang="en"`, so that a screen reader pronounces them as English, and so that
 * they run from left to right. It follows changes of the page until the returned function is called. `text()` returns plain words, which cannot carry a language.
 */
export function markEnglish(root: Element): () => void {
  const marked = new WeakSet<Element>()
  const mark = (element: Element): void => {
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
    const isEnglish = own.some((node) => shown.has(node.textContent ?? ''))
    if (isEnglish && !element.hasAttribute('lang')) {
      element.setAttribute('lang', 'en')
      marked.add(element)
    } else if (!isEnglish && marked.has(element)) {
      element.removeAttribute('lang')
      marked.delete(element)
    }
  }
  const markBelow = (node: Node): void => {
    const parent = node.parentElement
    if (node.nodeType === Node.TEXT_NODE && parent) mark(parent)
    if (!(node instanceof Element)) return
    mark(node)
    for (const element of node.querySelectorAll('*')) mark(element)
  }
  markBelow(root)
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'characterData') markBelow(change.target)
      for (const node of change.addedNodes) markBelow(node)
      if (change.type === 'childList') mark(change.target as Element)
    }
  })
  observer.observe(root, { subtree: true, childList: true, characterData: true })
  return () => observer.disconnect()
}
