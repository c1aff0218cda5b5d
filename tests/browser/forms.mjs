// forms.mjs - the pages of a form's life on a phone and a laptop: uploaded, checked, looked at, published, compared, changed.
// node tests/browser/forms.mjs   (TAP on standard output; pictures in $SHOTS)
// SPDX-License-Identifier: GPL-3.0-or-later
import { assert, check, makeAccounts, makeSession, report, startServer } from '../journeys/lib.mjs'
import { xlsx } from '../journeys/lib_xlsx.mjs'
import { end, isGood, laptop, open, phone, shot } from './lib.mjs'

const server = await startServer()
const base = `http://taller.test:${server.port}`
const { administrator } = await makeAccounts(server)
const sheets = ({ version = '1', label = '¿Qué problema hay en tu calle?', required = 'no', list = 'tema' } = {}) => ({
	settings: [['form_title', 'form_id', 'version'], ['Calles y banquetas', 'calles', version]],
	survey: [['type', 'name', 'label', 'required', 'relevant'], ['deviceid', 'aparato'], ['text', 'problema', label, required],
		[`select_one ${list}`, 'tema', '¿De qué trata?'], ['text', 'fuga', '¿Dónde se fuga?', null, "${tema} = 'agua'"], ['barcode', 'poste', 'Código del poste']],
	choices: [['list_name', 'name', 'label'], ['tema', 'agua', 'Agua'], ['tema', 'luz', 'Luz']],
})
const file = (name, options) => ({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: xlsx(sheets(options)) })

async function enter(page) {
	await page.goto(`${base}/entrar`)
	await page.fill('[name="name"]', administrator.name)
	await page.fill('[name="password"]', administrator.password)
	await page.click('main button')
	await page.waitForURL(u => !new URL(u).pathname.startsWith('/entrar'))
}

let versions = 0
for (const [size, device] of Object.entries({ phone, laptop }))
	await check(`on a ${size} a form goes from the spreadsheet to a session, and every page is clean, fits and is accessible`, async () => {
		const page = await open(device)
		const look = async what => {
			await isGood(page, what)
			await shot(page, `forms-${size}-${what}`)
		}
		const uploaded = async (options) => {
			await page.goto(`${base}/administracion/formularios`)
			await page.setInputFiles('[name="file"]', file('calles.xlsx', options))
			await page.click('button:has-text("Revisar el formulario")')
			await page.waitForSelector('h1:has-text("Revisión del formulario")')
		}
		const first = String(++versions), second = String(++versions)
		await enter(page)
		await uploaded({ list: 'temas' })
		assert.match(await page.textContent('main'), /Así no se puede publicar/)
		await look('faults')
		page.faults.length = 0
		await uploaded({ version: first })
		await look('check')
		await page.click('a:has-text("como la verá la gente")')
		await page.waitForSelector('text=Vista previa')
		assert.equal(await page.isVisible('text=¿Dónde se fuga?'), false)
		await page.check('input[value="agua"]')
		await page.waitForSelector('text=¿Dónde se fuga?', { state: 'visible' })
		await look('preview')
		assert.equal(await page.locator('#send').count(), 0)
		await page.goBack()
		await page.click('button:has-text("Publicar")')
		await page.waitForSelector('text=Ninguna jornada la usa')
		const key = page.url().split('/').pop()
		await uploaded({ version: second, required: 'yes', label: '¿Qué hace falta?' })
		assert.match(await page.textContent('main'), /ahora es obligatoria/)
		await look('changes')
		await page.click('button:has-text("Publicar")')
		await page.waitForSelector('text=Comparar con otra versión')
		await look('version')
		await page.click('button:has-text("Ver qué cambió")')
		await page.waitForSelector('h1:has-text("Qué cambió")')
		await look('difference')
		await page.goto(`${base}/administracion/formularios`)
		await look('list')
		const code = await makeSession(server, { title: `Jornada ${size}`, form: key })
		assert.equal((await report(server, code, { problema: 'Baches', 'lugar/municipio': undefined })).status, 201)
		await page.goto(`${base}/sesiones/${code}`)
		await page.click('summary:has-text("Cambiar los datos")')
		await page.selectOption('[name="form"]', { label: `Calles y banquetas (${second})` })
		await page.click('button:has-text("Guardar cambios")')
		await page.waitForSelector('text=la jornada ya tiene reportes')
		await isGood(page, 'session').catch(e => { throw e })
		await shot(page, `forms-${size}-session`)
		await page.check('[name="confirm_form"]')
		await page.click('button:has-text("Guardar cambios")')
		await page.waitForSelector(`text=Calles y banquetas (versión ${second})`)
		await page.done()
	})
await end()
