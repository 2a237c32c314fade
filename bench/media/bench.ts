/** Range search among hashes beside a plain scan, on random and on skewed lists. */
import { runBench } from '../report/run-bench.ts'
import { measureSearch } from './measure-search.ts'

const options = {
  sizes: { is: '', what: 'rows, commas between: 100000 is a quick run; none means 100000,1000000,10000000' },
  runs: { is: 3, what: 'runs of each set; the one with the middle ratio counts' },
}

await runBench('media', options, async (given) => ({ seed: '1 to 5', ...measureSearch(given) }))
