// The option `sameForAll` of a field: everybody who may read its object reads the same value, at any time. If a
// subscription selects nothing else, each event is executed once and its text is sent to all
// (`execution/shared-results.ts`).
import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      sameForAll: SameForAllPlugin<Types>
    }
    export interface FieldOptions {
      /** The value depends on the object alone: not on the caller, not on what else is stored. */
      sameForAll?: true
    }
  }
}

interface Marked {
  sameForAll?: true
  auth?: unknown
  asked?: unknown
}

export class SameForAllPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  /** Refuses to build a schema in which a field with this option has arguments or an access rule of its own. */
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { sameForAll, auth, asked } = field.pothosOptions as Marked
    if (!sameForAll) return field
    // a stream checks the rule of its subscription itself, before each event
    const isStream = field.kind === 'Subscription'
    if (!isStream && (auth || asked || Object.keys(field.args).length > 0)) {
      throw new Error(`${field.parentType}.${field.name} is not the same for all: it has a rule or arguments`)
    }
    return { ...field, extensions: { ...field.extensions, sameForAll } }
  }
}

SchemaBuilder.registerPlugin('sameForAll', SameForAllPlugin)
