import type { ResourceRowFragment } from '../../generated/types.ts'
import { jsonText, readObject } from './json-text.ts'

/** The editable fields of a resource, as texts. */
export interface ResourceDraft {
  readonly project: string
  readonly externalId: string
  readonly labels: string
  readonly spec: string
}

export const EMPTY_DRAFT: ResourceDraft = { project: '', externalId: '', labels: '{}', spec: '{}' }

export const draftOf = ({ project, externalId, labels, spec }: ResourceRowFragment): ResourceDraft => ({
  project: project?.id ?? '',
  externalId: externalId ?? '',
  labels: jsonText(labels),
  spec: jsonText(spec),
})

/** The draft with normalised texts, and the problems in its JSON. */
export function checked(draft: ResourceDraft): {
  readonly values: ResourceDraft
  readonly problems: Readonly<Record<string, string>>
} {
  const [labels, spec] = [readObject(draft.labels), readObject(draft.spec)]
  return {
    values: {
      project: draft.project,
      externalId: draft.externalId.trim(),
      labels: labels.value ? jsonText(labels.value) : draft.labels,
      spec: spec.value ? jsonText(spec.value) : draft.spec,
    },
    problems: {
      ...(labels.problem && { labels: labels.problem }),
      ...(spec.problem && { spec: spec.problem }),
    },
  }
}

/** These fields of a checked draft, in the form that the API takes. */
export function inputOf(values: ResourceDraft, fields: readonly (keyof ResourceDraft)[]) {
  const object = (text: string) => JSON.parse(text) as Record<string, unknown>
  return {
    ...(fields.includes('project') && { project: values.project || null }),
    ...(fields.includes('externalId') && { externalId: values.externalId || null }),
    ...(fields.includes('labels') && { labels: object(values.labels) }),
    ...(fields.includes('spec') && { spec: object(values.spec) }),
  }
}
