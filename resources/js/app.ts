import './htmx.ts'
import { keepView } from './charts/figure_address.ts'
import { redrawFigures, syncFigures } from './charts/registry.ts'
import { enableApiDocs } from './api_docs.ts'
import { enableCopying } from './copy.ts'
import { enableDatasetForm } from './dataset_form.ts'
import { enableDialogs } from './dialogs.ts'
import { enableDraftForms } from './draft_forms.ts'
import { enableEpisodePage } from './episode.ts'
import { enableFormFaults } from './form_faults.ts'
import { enableGroups } from './groups.ts'
import { enableKeys } from './keys.ts'
import { enableLaunchForm } from './launch_form.ts'
import { enableLists } from './lists.ts'
import { enableLive } from './live.ts'
import { enableLiveRows } from './live_rows.ts'
import { enableLoading } from './loading.ts'
import { enableMenu } from './menu.ts'
import { enableNotifications } from './notify.ts'
import { enablePasswordStrength } from './password_strength.ts'
import { enablePrinting } from './print.ts'
import { enableRegionFaults } from './region_faults.ts'
import { enableRunLog } from './run_log.ts'
import { markScrollingTables } from './table_edges.ts'
import { enableStudyPage } from './study/page.ts'
import { enableTheme, onThemeChange } from './theme.ts'
import { enableStudyForm } from './study_form.ts'
import { keepTimesTrue } from './times.ts'

enableTheme()
enableMenu()
enableDialogs()
enableCopying()
enableKeys()
enableLists()
enableGroups()
enableLoading()
enableRegionFaults()
enableLive()
enableLiveRows()
enableStudyForm()
enableLaunchForm()
enableDatasetForm()
enableDraftForms()
enableFormFaults()
enablePasswordStrength()
enableEpisodePage()
enableNotifications()
keepTimesTrue()
enablePrinting()
enableApiDocs()
enableRunLog()
markScrollingTables()
keepView()
onThemeChange(redrawFigures)
document.addEventListener('htmx:after:swap', syncFigures)
// Canvas text is measured once, so the font must be there before the first drawing.
void document.fonts.load('500 12px "Inter Variable"').finally(syncFigures)
// after the figures are opened, whose paths it lights
enableStudyPage()
