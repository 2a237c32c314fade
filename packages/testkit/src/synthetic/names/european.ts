import { type NameCulture, tokens } from './culture.ts'

const latin = { script: 'Latn', originalOrder: 'given-first', originalGap: ' ' } as const

export const spanish: NameCulture = {
  ...latin,
  id: 'spanish',
  states: ['ESP', 'MEX', 'COL', 'ARG', 'PER', 'CHL'],
  secondGiven: 0.4,
  doubleFamily: true,
  male: tokens(
    'Jose=José Luis Carlos Javier|Xavier Andres=Andrés Miguel Fernando Alejandro Joaquin=Joaquín Ramon=Ramón Diego Ignacio Nicolas=Nicolás',
  ),
  female: tokens(
    'Maria=María Carmen Lucia=Lucía Ana Isabel|Ysabel Sofia=Sofía Pilar Rocio=Rocío Elena Valentina Ines=Inés Begona=Begoña',
  ),
  family: tokens(
    'Garcia=García Rodriguez=Rodríguez Lopez=López Fernandez=Fernández Munoz=Muñoz Nunez=Núñez Ibanez=Ibáñez Castano=Castaño Herrera Vega Ortega Delgado De_la_Cruz|Delacruz Pena=Peña Quiroga Zuniga=Zúñiga',
  ),
}
export const portuguese: NameCulture = {
  ...latin,
  id: 'portuguese',
  states: ['PRT', 'BRA', 'BRA', 'AGO', 'MOZ'],
  secondGiven: 0.5,
  doubleFamily: true,
  male: tokens(
    'Joao=João Pedro Antonio=António Rui|Ruy Tiago|Thiago Goncalo=Gonçalo Luis|Luiz=Luís Mateus|Matheus Vitor|Victor Caio',
  ),
  female: tokens(
    'Maria Ana Beatriz Luisa|Luiza=Luísa Conceicao=Conceição Fernanda Ines=Inês Leticia=Letícia Graca=Graça Teresa|Thereza',
  ),
  family: tokens(
    'Silva Santos Oliveira Pereira Gouveia Magalhaes=Magalhães Araujo=Araújo Guimaraes=Guimarães Assuncao=Assunção Teixeira Dos_Reis Figueiredo Leitao=Leitão',
  ),
}
export const french: NameCulture = {
  ...latin,
  id: 'french',
  states: ['FRA', 'BEL', 'CHE', 'CAN'],
  secondGiven: 0.2,
  male: tokens(
    'Francois=François Rene=René Jerome=Jérôme Mathieu|Matthieu Stephane=Stéphane Benoit=Benoît Luc Thibault|Thibaut Herve=Hervé Loic=Loïc',
  ),
  female: tokens(
    'Helene=Hélène Chloe=Chloé Aurelie=Aurélie Camille Francoise=Françoise Celine=Céline Manon Zoe=Zoé Noemie=Noémie',
  ),
  family: tokens(
    'Lefevre|Lefebvre=Lefèvre Moreau|Moraux Beranger|Berenger=Béranger Dupre=Dupré Gauthier|Gaultier Chevallier|Chevalier Levesque=Lévesque De_la_Tour|Delatour Marechal=Maréchal Vasseur Noel=Noël',
  ),
}
export const german: NameCulture = {
  ...latin,
  id: 'german',
  states: ['DEU', 'AUT', 'CHE'],
  secondGiven: 0.25,
  male: tokens(
    'Juergen|Jurgen=Jürgen Matthias|Mathias Joerg|Jorg=Jörg Stefan|Stephan Klaus|Claus Guenther|Gunter|Gunther=Günther Lukas|Lucas Wolfgang Soenke|Sonke=Sönke',
  ),
  female: tokens(
    'Baerbel|Barbel=Bärbel Ursula Katharina|Catharina Greta Annegret Kaethe|Kathe=Käthe Sabine Jutta Doerte|Dorte=Dörte',
  ),
  family: tokens(
    'Mueller|Muller=Müller Schroeder|Schroder=Schröder Weiss=Weiß Koehler|Kohler=Köhler Baecker|Backer=Bäcker Krueger|Kruger=Krüger Strauss=Strauß Vogel Hoffmann|Hofmann Jaeger|Jager=Jäger Von_Ahlen Grosskopf',
  ),
}
export const english: NameCulture = {
  ...latin,
  id: 'english',
  states: ['GBR', 'USA', 'IRL', 'AUS', 'NZL', 'CAN'],
  secondGiven: 0.5,
  male: tokens(
    'William|Bill|Liam James|Jim Robert|Bob Thomas|Tom Geoffrey|Jeffrey Stephen|Steven Michael|Mike Edward|Ted Shaun|Sean Alan|Allan|Allen Philip|Phillip',
  ),
  female: tokens(
    'Margaret|Peggy Elizabeth|Liz|Elisabeth Catherine|Kathryn|Katherine Susan Sarah|Sara Anne|Ann Harriet Rebecca|Becky Philippa|Pippa Helen|Hellen',
  ),
  family: tokens(
    "Thompson|Thomson Clarke|Clark O'Neill|Oneill|O'Neil MacLeod|McLeod Whitfield Reid|Read|Reed Hargreave|Hargreaves Prescott Fairbourne Stuart|Stewart Penhallow Ashworth Lockwood D'Arcy|Darcy Brennan",
  ),
}
export const nordic: NameCulture = {
  ...latin,
  id: 'nordic',
  states: ['SWE', 'NOR', 'DNK', 'FIN', 'ISL'],
  secondGiven: 0.3,
  male: tokens(
    'Bjoern|Bjorn=Björn Haakan|Hakan=Håkan Soeren|Soren=Søren Lars Aake|Ake=Åke Erik|Eric Joergen|Jorgen=Jörgen Gunnar Thor|Tor=Þór Jussi Vaino|Vaeinoe=Väinö',
  ),
  female: tokens(
    'Aasa|Asa=Åsa Ingrid Solveig|Solveigh Maerta|Marta=Märta Kirsten|Kirstin Sigrid Bodil Gudrun|Guthrun=Guðrún Aino Hjoerdis|Hjordis=Hjördis',
  ),
  family: tokens(
    'Oeberg|Oberg=Öberg Aakesson|Akesson=Åkesson Soerensen|Sorensen=Sørensen Lindqvist|Lindquist Haakonsen|Hakonsen=Håkonsen Bjoerklund|Bjorklund=Björklund Noergaard|Norgaard=Nørgaard Kjaer|Kjar=Kjær Maekinen|Makinen=Mäkinen Thorsteinsson=Þorsteinsson Wikstroem|Wikstrom=Wikström Dahl',
  ),
}
export const dutch: NameCulture = {
  ...latin,
  id: 'dutch',
  states: ['NLD', 'BEL', 'ZAF'],
  secondGiven: 0.2,
  male: tokens('Jan Pieter|Peter Willem Dirk Gerrit Joost Ruben|Reuben Thijs|Tijs Koen|Coen'),
  female: tokens('Marijke|Maryke Saskia Anneke|Anneka Femke Liesbeth|Lisbeth Geertje Hendrika Wilhelmina'),
  family: tokens(
    'Van_den_Berg|Vandenberg De_Vries|Devries Van_Dijk|Vandyk Bakker|Backer Visser|Visscher Smit|Smits Dekker|Decker Van_der_Meulen|Vandermeulen Hoekstra Kuiper|Kuyper',
  ),
}
