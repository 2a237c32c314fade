/** The styles of windows narrower than 1100 px, with the same names of classes as the styles that they change. */
import './app/base-narrow.css'
import './app/page-narrow.module.css'
import './app/shell-narrow.module.css'
import './evidence/evidence-cells-narrow.module.css'
import './evidence/strength-narrow.module.css'
import './pages/queue/queue-narrow.module.css'
