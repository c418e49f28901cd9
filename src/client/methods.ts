// The types of the client's methods. Inputs are those of the schema, made easier: a text may stand for a reference, and a
// workspace that the default one of the client can replace may be left out.
import type * as T from './generated/types.ts'
import type { Listing } from './pages.ts'
import type { Stream, StreamOptions } from './stream.ts'

export interface CallOptions {
  /** Ends the call with its reason; a mutation may be carried out nevertheless. */
  readonly signal?: AbortSignal | undefined
  /** In place of those of the client. */
  readonly timeoutMs?: number | undefined
  readonly retries?: number | undefined
}
export interface WriteOptions extends CallOptions {
  /**
   * What makes a repetition of the mutation the same one; a new key for each call where it is left out. With null it has
   * none, as a document with several mutations must, and is sent again only where it cannot have arrived.
   */
  readonly idempotencyKey?: string | null | undefined
}

type Arguments<Values, Options> =
  Record<never, never> extends Values ? [values?: Values, options?: Options] : [values: Values, options?: Options]

export type Read<Result, Values> = (...args: Arguments<Values, CallOptions>) => Promise<Result>
export type Write<Result, Values> = (...args: Arguments<Values, WriteOptions>) => Promise<Result>
export type List<Node, Values> = (...args: Arguments<Values, CallOptions>) => Listing<Node>
export type Watch<Event, Values> = (...args: Arguments<Values, StreamOptions>) => Stream<Event>

/** Inputs may fit a reference, too, by their form: it has to fit the other way round as well. */
type Is<Value, Type> = [Value] extends [never]
  ? false
  : [Value] extends [Type]
    ? [Type] extends [Value]
      ? true
      : false
    : false
type IsReference<Value> =
  | Is<Value, T.WorkspaceRef>
  | Is<Value, T.UserRef>
  | Is<Value, T.PrincipalRef>
  | Is<Value, T.MembershipRef>
  | Is<Value, T.ProjectRef>
  | Is<Value, T.ResourceRef>
  | Is<Value, T.TokenRef>

/** Whether it is a workspace that has to be given. */
type IsDefaulted<Value> = undefined extends Value ? false : Is<Value, T.WorkspaceRef>

type LooseValue<Value> = Value extends readonly (infer Item)[]
  ? readonly LooseValue<Item>[]
  : Value extends object
    ? Loose<Value>
    : Value
type OrText<Value> = true extends IsReference<NonNullable<Value>> ? string : never

/** Variables in which texts may be references, and the default workspace may be left out. */
export type Loose<Values> = {
  [Key in keyof Values as IsDefaulted<Values[Key]> extends true ? never : Key]:
    | LooseValue<Values[Key]>
    | OrText<Values[Key]>
} & {
  [Key in keyof Values as IsDefaulted<Values[Key]> extends true ? Key : never]?: Values[Key] | string | undefined
}

type StrictValue<Value> = Value extends readonly (infer Item)[]
  ? readonly StrictValue<Item>[]
  : Value extends object
    ? Strict<Value>
    : Value

/** The same, without a default. */
export type Strict<Values> = { [Key in keyof Values]: StrictValue<Values[Key]> | OrText<Values[Key]> }
