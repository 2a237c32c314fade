import '../app/base-narrow.css'
import page from '../app/page-narrow.module.css'
import shell from '../app/shell-narrow.module.css'
import cells from '../evidence/evidence-cells-narrow.module.css'
import strength from '../evidence/strength-narrow.module.css'
import queue from '../pages/queue/queue-narrow.module.css'

/** The styles of windows narrower than 1100 px. They have the same names of classes as the styles that they change, and begin with `html[lang]`, because those may be loaded later. A build leaves out a file that nobody uses. */
export const narrowStyles = [page, shell, cells, strength, queue]
