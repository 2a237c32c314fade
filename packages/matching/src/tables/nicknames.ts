/**
 * Forms of one given name: short forms and forms in neighbouring languages. A line is a class; only words of one class are linked.
 * Source: written for this project from general knowledge of naming.
 */
export const nicknameClasses: readonly string[] = `
william bill will billy willy liam wilhelm guillermo guillaume guglielmo
robert bob rob bobby robbie bert roberto
richard rick dick rich ricky riccardo ricardo
margaret peggy maggie meg margarita margarethe greta margherita malgorzata
elizabeth liz lizzie beth betty eliza lisbeth elisabeth elisabetta isabel
katherine kate kathy katie cathy catherine katya ekaterina kateryna caterina catalina katarzyna
james jim jimmy jamie jaime
john jack johnny jon
joseph joe joey josef jozef jose pepe giuseppe beppe osip
michael mike mick mickey misha mikhail mykhailo michel miguel michele mikael michal mikheil
thomas tom tommy tomas tommaso tomasz
daniel dan danny daniil danilo
david dave davey
edward ed eddie ted ned eduard eduardo
charles charlie chuck carlos carlo karl karol
christopher chris kit christophe cristobal krzysztof
anthony tony antonio anton antoine tonio antoni
andrew andy drew andrei andrey andrii andreas andre andres andrea andrzej andriy
alexander alex sandy aleksandr oleksandr aliaksandr sasha alexandre alejandro alessandro aleksander shura sanya
alexandra aleksandra sasha oleksandra
vladimir volodymyr uladzimir vova volodya wladimir vladimiro
nikolai nikolay mykola mikalai kolya nicolas nicholas nick nicky nikolas nikolaos niccolo mikolaj
dmitri dmitry dmytro dzmitry dima mitya dimitri dimitrios dimitris demetrios
sergei sergey serhii siarhei seryozha serge sergio serhiy
elena olena alena lena yelena helen helena helene
evgeni evgeny yevgeny yevhen zhenya eugene eugen eugenio yauhen
pavel pavlo paul pablo paolo paulo pasha pawel pavlos
georgi georgy heorhii george georg jorge georges giorgio giorgos georgios yuri jerzy jiri yury
ivan vanya ioann
yuri yury yurii yuriy iurii
anna hanna ania anya ann anne annie ana anita
maria mary marie masha mariya maryia mariam miriam
natalia natalya natasha nataliya natalie nathalie
tatiana tatyana tanya tetiana
svetlana svitlana sveta
irina iryna ira irene
olga olya olha volha
ksenia oksana xenia ksenya
konstantin kostya kostiantyn konstantinos constantine costas kostas
grigori grigory hryhorii grisha gregory greg
stanislav stas stanislaw
vyacheslav slava viacheslav
alexei aleksei alexey aleksey oleksii lyosha alyosha alexis alexius
igor ihor
oleg oleh
maxim maksim maksym max
leonid lyonya leonhard
lev leo leon
timothy tim timofei tymofii
peter pete petr pyotr petro pedro pierre pietro piotr petya
francis frank francisco francesco franz francois paco pancho frances
joao juan giovanni johann johannes hans jan jean sean ian yannis ioannis giannis johan ivan john
luis louis ludwig luigi lewis ludovic lou
henry harry hank enrique enrico heinrich henri henryk
philip phil felipe philippe filippo filip
stephen steve steven stefan stephan esteban stefano etienne stephane
matthew matt matteo mateo matthias mathieu mateusz
samuel sam sammy
benjamin ben benny
nathaniel nathan nate
lawrence larry lorenzo laurent
gerald gerry jerry
patrick pat paddy
patricia pat patty trish
deborah debbie deb
susan sue susie suzanne susanna
jennifer jen jenny
jessica jess jessie
rebecca becky
victoria vicky vika viktoria
victor viktor vic
theodore ted theo teddy fyodor fedor teodoro theodor
zachary zach zack
ronald ron ronnie
donald don donnie
kenneth ken kenny
raymond ray ramon
albert al bert alberto
alfred fred alfredo alf
frederick fred freddy friedrich federico fritz frederic
walter walt wally
martin marty martino
vincent vince vincenzo vicente
dolores lola
concepcion concha conchita
rosario charo
ignacio nacho
jesus chucho
guadalupe lupe
manuel manolo emanuel emmanuel
rafael rafa raffaele raphael
santiago diego
ekaterini katerina katina
panagiotis panos
athanasios thanasis
evangelos vangelis
muhammad mohammed hamada
fatima fatou fatma
ahmed hamada
mustafa mosti
ibrahim brahim abraham avraham
yusuf joseph yosef
musa moses moshe moussa
dawud david daoud
sulayman solomon suleiman shlomo salomon
ishaq isaac yitzhak izhak
yaqub jacob james yakov jakob jacques giacomo
maryam mary miriam
jibril gabriel gavriil
ilyas elias elijah ilya eliyahu illia
yahya john
zakariya zachary zechariah
`
  .trim()
  .split('\n')
