// Settings of V8. `main.ts` imports this file before all others: code and objects that exist already keep the settings
// of their time.
import { setFlagsFromString } from 'node:v8'

// Once many objects of a kind have survived, V8 allocates further ones in the old generation. It mistakes the rows of a
// few requests in flight for such objects: in about a third of starts all rows of all requests went there, requests
// took 1.3 to 1.75 times as long, and V8 never reverted it. That was on Node 20; in eight starts each on Node 22 and 24
// it made no difference.
setFlagsFromString('--no-allocation-site-pretenuring')
