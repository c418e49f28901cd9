import { noun } from '../command.ts'
import { remove } from './workspaces/delete.ts'
import { get, list } from './workspaces/read.ts'
import * as write from './workspaces/write.ts'

export const workspaces = noun('workspaces', [
  list,
  get,
  write.create,
  write.update,
  write.favourite,
  write.hide,
  write.makeDefault,
  remove,
  write.restore,
  write.leave,
  write.transfer,
  write.suspend,
  write.resume,
])
