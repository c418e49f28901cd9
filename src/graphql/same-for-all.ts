// The option `sameForAll` of a field: whoever may read its object reads the same value, at any time. Of a subscription that
// selects nothing else, each event is executed once and its text sent to all (`execution/shared-results.ts`).
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
  /** Refuses to build a schema in which a field says so that has a rule of its own, or arguments. */
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
