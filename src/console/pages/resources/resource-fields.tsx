import { useRead } from '../../data/graph.ts'
import { ResourceChoicesDocument } from '../../generated/resources.ts'
import { Field, Select, TextArea, TextInput } from '../../ui/Field.tsx'
import type { OfWorkspace } from '../workspaces/of-workspace.ts'
import type { ResourceDraft } from './resource-draft.ts'

interface ResourceFieldsProps extends OfWorkspace {
  readonly draft: ResourceDraft
  readonly onChange: (draft: ResourceDraft) => void
  readonly faults: Readonly<Record<string, string>>
}

/** The form fields for what can be changed of a resource. */
export function ResourceFields({ draft, onChange, faults, workspace }: ResourceFieldsProps) {
  const chosen = draft.project ? [draft.project] : []
  const { data } = useRead(ResourceChoicesDocument, { workspace: workspace.id, chosen })
  const projects = data?.workspace?.projects.nodes ?? []
  const own = data?.nodes.find((node) => node?.id === draft.project)
  const isListed = draft.project === '' || projects.some(({ id }) => id === draft.project)
  const text = (field: keyof ResourceDraft) => ({
    value: draft[field],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange({ ...draft, [field]: event.target.value }),
  })
  return (
    <>
      <Field label="Project" optional error={faults['project']}>
        <Select {...text('project')}>
          <option value="">None</option>
          {!isListed && <option value={draft.project}>{own && 'name' in own ? own.name : 'Its project'}</option>}
          {projects.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="External id" optional="what its service calls it" error={faults['externalId']}>
        <TextInput mono autoComplete="off" spellCheck={false} {...text('externalId')} />
      </Field>
      <Field label="Labels" hint="A JSON object, to find it by." error={faults['labels']}>
        <TextArea mono rows={4} spellCheck={false} {...text('labels')} />
      </Field>
      <Field label="Spec" hint="A JSON object: what its service keeps with it." error={faults['spec']}>
        <TextArea mono rows={8} spellCheck={false} {...text('spec')} />
      </Field>
    </>
  )
}
