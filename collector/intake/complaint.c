/* complaint - what is wrong with an answer, in a sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "complaint.h"
#include "words.h"

const char *complaint_sentence(enum answers_fault fault, const char *code)
{
	static const char *const sentences[ANSWERS_FAULT_MAX] = {
		[ANSWERS_MISSING] = "Falta esta respuesta.",
		[ANSWERS_NOT_A_NUMBER] = "Escribe solo un número.",
		[ANSWERS_NOT_A_DATE] = "Escribe una fecha válida.",
		[ANSWERS_NOT_A_CHOICE] = "Elige una de las opciones.",
		[ANSWERS_CONSTRAINT] = "Revisa esta respuesta.",
		[ANSWERS_TOO_LONG] = "Es demasiado largo: acórtalo.",
		[ANSWERS_TOO_MANY] = "Son demasiados: quita algunos.",
		[ANSWERS_NOT_ACKNOWLEDGED] = "Marca la casilla para continuar.",
		[ANSWERS_NOT_A_TIME] = "Escribe una hora válida, como 18:30.",
		[ANSWERS_NOT_A_PLACE] = "Escribe la latitud y la longitud, como en el ejemplo.",
		[ANSWERS_OUT_OF_RANGE] = "Está fuera de los valores que se pueden elegir.",
		[ANSWERS_NOT_OFFERED] = "Esa opción ya no va con lo que contestaste antes: elige otra.",
		[ANSWERS_NOT_A_FILE] = "Ese archivo no se puede recibir: elige otro.",
	};
	return words_say(code, sentences[fault]);
}

const char *complaint_say(const struct answers_complaint *complaint, const struct form *form, size_t language,
			  const char *code)
{
	const struct form_question *q = complaint->question;
	const char *own = NULL;
	if (complaint->fault == ANSWERS_CONSTRAINT)
		own = form_text_in(form, &q->constraint_message, language);
	else if (complaint->fault == ANSWERS_MISSING)
		own = form_text_in(form, &q->required_message, language);
	if (own != NULL)
		return own;
	return complaint_sentence(complaint->fault, code);
}
