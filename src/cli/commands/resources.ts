import { noun } from '../command.ts'
import { kinds } from './resources/kinds.ts'
import { counts, get, list } from './resources/read.ts'
import { register, remove, update } from './resources/write.ts'

export const resources = noun('resources', [list, get, register, update, remove, counts, kinds])
