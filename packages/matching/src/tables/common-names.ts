/**
 * Frequencies of common name parts, per person, in rough steps. A match on a common one is weak evidence.
 * Source: written for this project from general knowledge of naming; steps are estimates, not counts of any register.
 * Variants of one name are joined with `=`. Two different names of this table never count as misspellings of each other.
 */
export const commonNames: readonly (readonly [frequency: number, names: string])[] = [
  // The middle word of most Vietnamese women's names.
  [0.1, 'thi'],
  [0.2, 'abu=abou=aboo abdul=abdel=abdoul=abdal'],
  [0.035, 'muhammad=mohammed=mohamed=mohammad=muhammed=mohamad=mohamud=mohamoud=mahamat=mamadou=mehmet=mehmed'],
  [
    0.015,
    `ali=aly ahmed=ahmad=ahmet=akhmed hassan=hasan=hassane hussein=husain=hussain=hossein=hossain=husayn=hocine=huseyin
    kim=gim lee=yi=rhee=ri li=ly wang chen=chan zhang=cheung singh khan=khaan nguyen`,
  ],
  [
    // Syllables of Korean given names, written as separate words.
    0.012,
    `nam chol=cheol=chul yong=young=yeong myong=myung=myeong sung=song=seong il hyon=hyun=hyeon hak chun su=soo ho=hoo kyong=kyung=kyeong=gyong
    min jin ji hye hyok=hyuk sok=seok suk=sook un=eun guk=kuk ung=woong won ok sik=shik chon=cheon pyong=pyung ryong=ryung tae=dae
    kwang=gwang jae=chae hui=hee yon=yeon hun=hoon mi sun=soon tong=dong sang to=do`,
  ],
  [
    0.007,
    `ibrahim=ebrahim=ibrahima=brahim=ibraheem omar=umar=omer=oumar=umer yusuf=youssef=yousef=yousuf=yusef=youssouf=yousif=yosef
    ismail=ismael=esmail=ismaeel=ismayil hamid=hameed=hamed said=saeed=saied=saeid mahmoud=mahmud=mehmood=mahmood=mehmud
    mustafa=mostafa=moustafa=mustapha khalid=khaled=khalit abdullah=abdallah=abdulla=abdoulaye=abdalla osman=usman=othman=uthman=ousmane
    abdulrahman=abdurrahman=abdelrahman=abderrahmane=abdirahman park=pak=bak choi=choe jung=jeong=chung=chong jong kang=gang liu=lau yang
    huang=wong zhao wu zhou xu sun ma tran le pham kumar sharma das begum maria=mariya john=jon jean jose juan garcia=garsia
    rodriguez=rodrigues gonzalez=gonzales=goncalves fernandez=fernandes lopez=lopes martinez perez=peres sanchez silva santos ivanov
    mary anna=ana=hanna james david=dawid=daud=dawood=dawud=daoud michael=mikhail=mykhailo=michel=miguel=mikael`,
  ],
  [
    0.003,
    `hamza=hamzah=hamzeh salim=saleem=selim salem saleh=salih salah tariq=tarek=tarik rashid=rasheed=rachid=rashed nasser=nasir=naser=nassir
    jamal=gamal=djamel=cemal=jamaal karim=kareem=kerim rahman=rehman=rahmane rahim=raheem aziz=azeez abdulaziz=abdelaziz
    bilal=bilaal=belal walid=waleed=oualid majid=majeed faisal=faysal=feisal=faycal adel=adil amir=ameer=emir amin=ameen=emin
    fatima=fatma=fatemeh=fatimah=fatoumata zahra=zohra aisha=ayesha=aicha=aishah mariam=maryam=meryem=maryem nour=noor=nur=nura
    haji qasim=qassim=kassem=kasim=ghasem=gasim mansour=mansur=mansoor jaber=jabir=jaabir sami samir=sameer rafiq=rafik yasin=yassin=yaseen=yacine
    farah farid=fareed habib=habeeb hakim=hakeem harun=haroon=haroun idris=idriss=edris iqbal jafar=jaafar=jafer
    latif=lateef malik=malek musa=moussa=mousa nabil=nabeel qadir=kader=qader sadiq=sadik=sadegh suleiman=sulaiman=soleiman=suleyman=sulayman=sliman
    taha yahya=yahia=yehia yaqub=yaqoob=yakub=yaqoub=yacoub zakaria=zakariya=zakariyya zaki ziad=ziyad=zeyad zubair=zubeir=zoubeir
    abbas akbar=akber anwar=anwer asghar ayub=ayoub=ayyub aslam ashraf=achraf azam basir=baseer=bashir=basheer=bachir daoud
    ghulam=gholam=golam haider=haidar=haydar=heydar islam javed=javaid=jawed kamal=kamel=kemal mehdi=mahdi murad=mourad mujahid nadir=nader
    naji nawaz nazir=nazeer nuri=noori qureshi=quraishi=koreishi rafi raza=reza=riza riaz=riyad=riyadh sabir=saber sarwar=sarwer
    shah=schah shahid=shaheed sharif=shareef=cherif siddiq=siddique=sediq tahir=taher=tahar wahid=waheed yunus=younis=younes=yunis zahid zaman
    mirza mir gul wali=vali din=deen ullah allah haq=haqq=huq hadi=haadi hashim=hashem=hachem=hashimi=hashemi imran=omran irfan issa=isa=eissa
    abdi=abdy warsame hirsi nuur jama farax adan=aden=adam hersi diallo traore coulibaly keita toure cisse ba=bah sow barry camara konate diop ndiaye fall
    musa sani bello garba yakubu adamu okafor okeke adeyemi mensah osei owusu banda phiri moyo dlamini
    park cho=jo yoon=yun jang=chang lim=im=rim han oh=o seo=suh=so shin=sin kwon hwang ahn=an song ryu=yoo=yu hong jeon=jon ko=go moon=mun son=sohn bae=pae
    paek=baek
    lin he guo gao luo zheng liang xie tang deng feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao
    ming hua jun ping jie mei ling xin yan hui fang min hong bo bin tao lei chao gang qiang long
    hoang phan vu vo dang bui do ngo duong van thi minh thanh anh hung tuan quang duc
    patel gupta verma shah mehta reddy rao nair iyer yadav mishra joshi pandey chowdhury=chaudhry=choudhury=chaudhary=chaudry bhatt kaur ram lal devi kumari
    rahul amit sanjay raj vijay ravi anil sunil suresh ramesh priya anita sunita
    uddin miah sarkar roy ghosh sen paul bose dutta
    smith jones brown johnson williams miller davis wilson taylor thomas=tomas anderson moore martin=marten thompson white harris clark lewis walker hall
    robert=roberto william=guillaume=wilhelm richard=ricardo joseph=josef=jozef charles=carlos=karl=carl christopher daniel=danial=danyal matthew=mateo=matteo=matthias
    anthony=antonio=anton=antoine mark=marc=marco=marcus=markus paul=pablo=paulo=pavel=pavlo steven=stephen=stefan=stephan=esteban
    andrew=andreas=andrei=andrey=andrii=andres=andre
    george=georg=jorge=georges=giorgos=georgi=yuri kevin brian edward=eduardo=eduard jason jeffrey ryan jacob=jakob=yakov eric=erik frank scott
    peter=pedro=pierre=petr=pyotr=petro=piotr patrick alexander=aleksandr=oleksandr=alexandre=alejandro=aleksander=alexandr simon philip=felipe=philippe
    patricia jennifer linda elizabeth=elisabeth=elizaveta barbara susan jessica sarah=sara karen lisa nancy sandra emily michelle laura
    lucia carmen rosa=rose teresa=theresa isabel=isabella claudia monica=monika paula luz
    ivan=jan=yan=johann=johannes vladimir=volodymyr=uladzimir=wladimir sergei=sergey=serhii=serge=sergio dmitri=dmitry=dmytro=dimitri alexei=aleksei=alexey=oleksii
    nikolai=nikolay=mykola=nicolas=nikolas=nicholas=nikolaos igor=ihor oleg=oleh viktor=victor boris yevgeny=evgeny=evgeni=yevhen=eugene konstantin=konstantinos
    olga=olha elena=olena=yelena=helena natalia=natalya=nataliya tatiana=tatyana svetlana=svitlana irina=iryna=irene ekaterina=kateryna=katerina=catherine=katarina
    petrov smirnov kuznetsov popov sokolov volkov morozov novak kowalski horvat nagy toth szabo
    hernandez=hernandes gomez=gomes diaz=dias torres ramirez=ramires flores rivera reyes cruz morales ortiz gutierrez ramos ruiz alvarez=alvares castillo romero
    oliveira souza=sousa pereira costa ferreira almeida carvalho ribeiro lima
    yilmaz kaya demir celik sahin yildiz ozturk aydin arslan=aslan dogan kilic can mert
    muller=mueller schmidt=schmitt schneider fischer weber meyer=meier=maier wagner becker hoffmann hofmann bauer koch
    rossi russo ferrari bianchi giuseppe luigi francesco=francisco=francois=franz
    sato suzuki takahashi=takahasi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki
    budi setiawan wijaya hidayat kurniawan nugroho saputra sari dewi putra agus siti nurul binti bakar
    kabir akhtar=akhter bhatti mahmoudi=mahmudi kazmi naqvi rizvi zaidi zaydi siddiqui=siddiqi ansari farooq=faruq=farouk=faruk nadeem=nadim
    naveed=navid saad=sad talib=taleb
    khalil=khaleel hamad=hamed hamdan jabbar=jabar jabr jalil=jaleel kazem=kadhim=kazim laith mahdi munir=mounir=mouneer muslim nizar qais=qays rami
    ramzi=ramzy sabri shaker=shakir
    sultan tamer thamer ubaid=obaid=ubayd wael=wail yaser=yasir=yassir=yasser yazid zayd=zaid=zeid haddad khoury=khouri najjar masri sayegh
    awad=awadh odeh mutairi=mutayri otaibi=utaibi harbi
    shehri=shahri ghamdi qahtani dosari=dossari shammari=shamari zahrani anazi=enezi juburi=jabouri=jubouri=jibouri dulaimi=dulaymi tamimi hashimi
    saleh bakri sudani misri tunisi libi iraqi
    hosseini=husseini=hussaini=husayni ahmadi=ahmedi mohammadi=muhammadi karimi rezaei=rezai rahimi moradi=muradi nazari haidari=heydari=haydari
    jafari=jaafari akbari sadeghi=sadiqi mousavi=musavi=moosavi
    noori hamidi sharifi amini azizi salehi=salihi rashidi yousefi=yusufi=yousufi ebrahimi=ibrahimi ghorbani bagheri kazemi=kazimi najafi soltani
    zadeh agha=aqa=agah jan gholami zahedi=zahidi popal wardak stanikzai
    abdirahman abdullahi=abdillahi=abdulahi ahmednur aweys=aweis dahir=daher=dhahir elmi=ilmi gedi guled hashi=hashi mire mohamoud=mahmoud nuh=nooh
    omer yusuf abdikarim bashir barre=barreh mutua otieno wanjiru kamau haile tesfaye bekele abebe alem
    usman aminu ibrahima kone sylla ndiaye sy touré sanogo sangare dembele koné sarr seck ousmane sesay kargbo turay conteh
    kaplan koc=koch ozdemir yildirim polat aksoy kara tekin erdogan ozkan acar murat hakan emre burak fatih huseyin serkan volkan gokhan ayse emine elif zeynep
    rahmat=rehmat hidayatullah nugraha susanto santoso lestari wulan putri rizki=rizky fajar bambang hendra joko suharto sutrisno mulyadi saleh yusof
    razak=razaq hakim osman aminah siti noraini zulkifli
    ong goh teo ng tsai hsu hsieh lau cheng kwok fong jianhua xiaoming jinping weiming
    kuznetsova ivanova petrova smirnova bondarenko kovalenko shevchenko tkachenko melnyk kravchenko boyko koval sidorov fedorov mikhailov romanov
    pavlov alexeev=alekseev stepanov nikolaev orlov makarov zakharov
    cohen=kohen levy=levi israel avraham=abraham=avram moshe=moses yitzhak=isaac`,
  ],
  [
    // Less frequent, but separate names: none of them is a misspelling of another.
    0.0008,
    `huda=houda yasmin=yasmine=yasmeen=jasmin salma=selma lina=leena dina=deena rania=raniya hala=halah amal=aamal iman=eman=imane hanan=hanane samira=sameera nadia=nadya
    leila=layla=laila=leyla khadija=khadijah=hatice=khadidja halima=haleema=halimah safia=safiya=safiyya zainab=zaynab=zeinab=zineb sumaya=soumaya rabia=rabiya asma=asmaa
    dalia=dalya rana=ranah rima=reema lubna=loubna nawal=nawaal siham=sihem ghada=ghadah maha maya muna=mouna=mona nada=nadah hind=hend jamila=jameela=djamila
    karima=kareema latifa=lateefa malika=maleeka nabila=nabeela naima=naeema rashida=rasheeda saida=saeeda sabah safa=safaa samia=samiya shaima=shaimaa suad=souad=suaad
    wafa=wafaa warda yusra=yousra zahida bushra=bouchra faiza=faizah fadila=fadhila farida=fareeda fawzia=fouzia hayat=hayet ikram=ikrame inas=enas intisar jihan=jehan
    darwish=derwish=darwich barakat=baraket bitar khatib=khateeb mansouri=mansoori qadri=kadri rifai=refai sabbagh salameh=salama=salamah
    shahin=shaheen shami=chami suleimani
    sulaimani tawil turki wahbi yamani zaki zein=zain=zayn abadi badr=bader=badir bakr=baker barghouti=barghouthi dabbagh dajani fahmi=fahmy
    faraj=farag=farraj fayez=faiz=fayiz
    ghanem=ghanim=ghannam habash hakimi halabi hariri harithi haddadi hijazi hilal=helal hourani issawi jaziri kanaan karam kassab kattan
    khalifa=khalifah=khelifa khamis=khamees
    kilani=kaylani lahham maghribi makki maliki marzouk=marzuq masoud=masood=massoud=mesud mazen=mazin miqdad mohsen=muhsin=mohsin=mohcine muayyad
    mubarak=mobarak=moubarak mukhtar=mokhtar=muktar
    muqbil murtada=murtaza=mortaza muthanna muwaffaq nashwan nasri nassar natour nidal=nedal omari=umari qabbani qasimi=qassemi raad=raed=raid
    rabah=rabih=rabie rafat=raafat raghib rajab=ragab
    rajhi rashdan rawi saadi=saedi sabri sadr safadi sahrawi=sahraoui salhi samman sanad saqr=sakr sattar=satar shaaban=shaban=chaabane shafiq=chafik
    shakir shaalan sharaf shihab=shehab=chihab
    shuaib=shoaib=chouaib subhi=sobhi suhail=sohail=souhail sukkar surur swaid tahan talal tarabulsi tawfiq=tewfik=toufik=taufiq thabit=thabet
    ubaidi=obaidi=obeidi usama=osama=oussama=usamah wajdi
    wassim=wasim=waseem yaghi zarqawi zayid zayyat=zayat zein zidan=zidane=zeidan zuhair=zouhair=zoheir zughbi nasim=naseem=nassim naim=naeem jabari
    jamil=jameel=djamil kareema luay=louay lutfi=lotfi
    abdirizak=abdirisak abdisalam=abdisalan abdiaziz=abdelaziz abshir ayan ayaan bile bihi dalmar deeq diriye=dirie=dhere dubow=dubo duale=dualeh
    egal fadumo=faduma fartun farxiyo=farhiya gaal garad
    geele guleed hodan idil ifrah ilyas=elias=ilias=elyas isse jibril=jibreel=gibril kadiye korane liban=liiban maalim=moallim=moalim magan mohamuud
    muse nimco nimo nuune obsiye omaar qalib raage
    roble=robleh sahal=sahel samatar sagal shire shirwa siyad sugulle tahlil ubah warfa yabarow yarrow yaasiin zakariye
    alireza=ali-reza amirhossein arash ardalan armin arman ashkan babak bahman bahram=bahraam behnam behrouz=behruz behzad bijan dariush=daryush
    davoud ehsan=ihsan elham=ilham esmaeil farhad
    fariba farshad farzad farzaneh fereshteh gholamreza golnaz hamidreza homa hooman hossein=hussein iraj jalal=jalaal javad=jawad kamran kaveh
    kiarash kourosh ladan laleh mahin mahnaz majid
    mandana manouchehr maryam masoumeh mehran mehrdad mina=meena mohsen mojtaba=mujtaba morteza nasrin=nasreen nima omid parisa
    parvin=parveen=perveen payam pegah peyman pooya rasoul=rasul
    reyhaneh roya saman samaneh sanaz sepideh shahram=shahraam shahrzad sheyda shirin=shireen siavash sima simin soheila sohrab sholeh=shole soraya
    tahereh vahid=wahid yadollah yaghoub zhaleh zohreh
    achekzai=achakzai barakzai ghilzai=ghelzai ghani hotak=hottak isaqzai karzai khogyani mangal mohmand momand nasrat noorzai=nurzai popalzai
    sahak=sahaak shinwari=shinwary tarakhel yusufzai=yousafzai zadran=jadran zazai
    aamir abid=abed adnan aftab ahsan ajmal akram=ekrem amjad arif=aref arshad asad=assad=asaad asif=aasif athar atif=atef azhar babar bilquis danish
    fahad=fahd fakhar farrukh fayyaz fazal=fazl
    habibur hammad haris=harith hasnain humayun=homayoun ijaz=ejaz ikhlaq ilyas imtiaz=imtiyaz inayat irshad ishaq=ishak=ishaak=isaaq ishtiaq
    jahangir jamshed=jamshid junaid kaleem=kalim
    kashif khurram=khorram liaqat=liaquat maqbool=maqbul maqsood=maqsud masud mubashir mudassar mushtaq muzaffar=mozaffar nasrullah naveed obaidullah
    pervez=parvez=parviz qamar rauf=raouf=rauf=abdulrauf
    rehana rizwan=ridwan=rezwan=redouane rukhsana saadat sabeen saif=seif=sayf sajid=sajjad sakina=sakinah salman=selman samad=samed sana=sanaa
    sardar=serdar shabbir=shabir shafi shafqat shahbaz shahzad shakeel=shakil
    shamim=shameem sharafat shaukat=shawkat sheraz shoukat sohrab sultana tabassum tanveer=tanvir tauseef tayyab=tayeb=taieb usma waqar waqas yawar
    zafar=dhafer zaheer=zahir=dhahir zeeshan=zishan zia=diya zulfiqar=dhulfiqar
    chaudhary ansari bajwa butt cheema dar gill gondal janjua khokhar malhotra memon minhas mughal niazi rajput rana sandhu sethi sheikh sidhu soomro
    tariq virk warraich=waraich alam miya mondal biswas talukder howlader bhuiyan=bhuiya majumder
    aung kyaw hlaing myint thant zaw khin maung htun htut nyein soe tin naing phyo wai zin lwin
    achmad=ahmad ade aditya agung ahmadi ali-akbar andi andri anisa ari arif aris asep astuti azizah bagus basuki dede dedi dian didik dwi edi eka
    eko endang erwin fitri=fitria=fitriani ginting gunawan hadi handayani hariyanto hartono
    hasanah hasibuan heri herman hermawan indah indra irawan ismail iwan juli kartika kusuma lubis maulana=moulana mega muhamad nasution novi
    nur-aini permana pohan prabowo pratama pratiwi prasetyo purnomo puspita rachman
    rahayu rahmawati ramadhan=ramadan=ramazan ratna rina rini riyanto rizal rudi saepul safitri siregar sitorus slamet soleh sri sudirman sugeng
    suhendra sukarno sulaeman sulistyo sumarno supardi supriyadi surya syahrul syamsul
    tri utami utomo wahyu wahyudi wati widodo winarno wibowo yanti yogi yudi yuliana yulianti yusup zaenal=zainal=zaynal iskandar hafiz=hafez=hafeez
    hamzah hanafi haslinda jamaludin kamaruddin mazlan norliza nurul rosli rosnah rozita sabri sharifah shamsuddin=shamsudin zarina zubaidah
    adama adjei adeola afolabi agyeman aliou=alioune amadou amara amina=aminata=aminatou ampofo antwi asante awa baba babatunde bakary=bakari bintou
    boakye boubacar=abubakar=aboubacar=bubakar boureima camille chidi chinedu chukwu
    coumba dauda demba djibril doumbia emeka eze fanta fofana gaye gueye habibatou idrissa=idrissou ifeanyi ikechukwu issouf jalloh kabore
    kamara=camara kanu kargbo kofi koroma kwabena kwame kwasi lamine=lamin maiga mahama mamady
    mbaye modou moustapha ndao ngozi niang nkrumah nwosu obi ogunleye ojo okonkwo olamide oluwaseun opoku ouattara ouedraogo sadio sanneh sarr
    sawadogo seydou sidibe sissoko=cissokho souleymane=suleiman tchamba tijani=tidiane umaru=umar wade yaya yeboah zongo
    achieng atieno chebet cheruiyot jelagat kariuki kiprop kiprono kipkemboi koech maina mugabe muthoni mwangi mwaura njeri njoroge nyambura ochieng
    odhiambo okello okoth omondi onyango ouma rotich wafula wambui wanjiku wekesa hamisi=khamis juma=jumaa mwinyi salehe baraka
    abiy asfaw assefa ayele berhane biruk dawit=david demeke desta fikru gebre getachew girma habte hagos kebede lemma meles mekonnen mulugeta negash
    selam solomon=suleyman tadesse tekle tesfa worku yared yohannes zenebe
    abigail adam=adem alan albert alice alicia amanda amelia amy andrea angela angelo anja ann anne annette antonia april arthur=artur astrid
    beatrice=beatriz benedict benjamin bernard=bernhard bernd bertha bianca birgit bjorn bruce bruno
    camilla carl carla carlo carolina=karolina=caroline cecilia charlotte chiara christian=kristian=cristian christina=kristina=cristina=christine
    clara=klara claude claudio colin cornelia craig cynthia damian daniela danielle dario
    deborah denis=dennis diana diane dieter dietmar dominic=dominik=dominique donald dora doris dorothy douglas edgar edith edwin eleanor elias elke
    ella ellen elsa emil=emilio emma=ema enrico erica=erika ernest=ernst=ernesto erwin eva=ewa=eve
    fabian fabio felix ferdinand=fernando flora florian frances frederick=friedrich=frederic=federico=fredrik gabriel=gabriele=dzhabrail gabriela
    gary geoffrey gerald=gerhard=gerard gertrud gilbert gina giorgio giovanni=juan gisela gloria gordon graham greta guido gustav=gustavo
    harald harold harry heather heinrich=henry=henri=enrique=henrik helen=helene helga helmut herbert hermann hilda holger horst howard hugo ian ida
    ilse ines inge ingrid irma isabella ivana ivo jack jacqueline jadwiga jane janet janina jeanne
    jens jeremy jesus joan joanna=johanna joachim=joaquim=joaquin joel jorg=joerg judith julia=giulia=yulia=juliya julian=julien juliana
    julio=julius=jules jurgen=juergen justin karin karina katharina=catherine keith kenneth kim kirsten klaus=claus kurt lars larry
    lawrence=lorenzo=laurent=lorenz
    lena leo=leon=leonid leonard=leonardo leopold lidia=lydia lillian lorena louis=luis=ludwig=luigi louise=luisa=luise luca=lukas=lucas=luke
    ludmila=lyudmila magda magdalena manfred manuel=emanuel manuela marcel=marcelo=marcello margaret=margarita=margarethe=marguerite mariana marina
    mario marion marius marta=martha martina mathilde maurice=mauricio=moritz maurizio max maximilian melanie melissa mercedes milan milena miriam
    miroslav monique nadine natalie nathan nathalie nelson nicholas nicole nikita nils nina noah nora norbert norman olaf=olav oliver=olivier
    oscar=oskar otto
    pamela pascal paulina paula petra phyllis pia rafael=raphael=raffaele raimund ralph=ralf ramon raymond=raimundo rebecca regina reinhard
    renata=renate rene ricarda rita roberta robin rodrigo roger=rutger roland=rolando roman=romain ronald rosemary roxana ruben rudolf=rodolfo rupert
    russell ruth sabina=sabine
    salvador=salvatore samuel=samuil sandro sean sebastian silvia=sylvia silvio=sylvain slavko sofia=sophie=sofie=sophia sonia=sonja=sonya
    stanislav=stanislaw stephanie=stefania stuart susanna sven svenja tania=tanja tamara theo theodore=theodor=fedor=teodoro thorsten tim
    timothy=timofey tobias todd ulrich ulrike ursula uwe
    valentin=valentino valentina valeria=valeriya valery=valeri=valeriy vera veronica=veronika=veronique vincent=vincenzo=vicente violeta virginia
    vittorio walter=walther wanda werner wolfgang yves yvonne zdenek zofia zoran artem=artyom bogdan=bohdan denys gennady=gennadi=hennadii gleb=hlib
    larisa=larysa lev ludmilla maksim=maxim=maksym marat matvey nadezhda=nadiya nestor rostislav=rostyslav ruslan stepan taras timur valentyna
    vasily=vasiliy=vasyl=vasili vadim=vadym vitaly=vitali=vitaliy=vitalii vladislav=vladyslav vsevolod vyacheslav=viacheslav yaroslav zinaida
    galina=halyna lyubov=liubov oksana=oxana snezhana
    abramov afanasiev=afanasyev antonov baranov belov bogdanov borisov bykov chernov davydov denisov efimov egorov filippov frolov gavrilov golubev
    grigoriev=grigoryev gusev ilyin karpov kiselev=kiselyov kolesnikov komarov konovalov korolev=korolyov kozlov krylov lebedev lukin
    maksimov=maximov markov martynov matveev medvedev melnikov mironov nazarov
    nikitin novikov osipov pavlenko petrenko polyakov ponomarev prokhorov rodionov savchenko semenov=semyonov sergeev shcherbakov sidorenko sorokin
    tarasov timofeev titov vasiliev=vasilyev vinogradov vlasov vorobyov=vorobiev yakovlev zaitsev=zaytsev zhukov zimin lysenko marchenko oliynyk
    rudenko tymoshenko
    adams allen bailey baker barnes bell bennett brooks butler campbell carter collins cook cooper cox edwards evans foster gray=grey green hall hill
    howard hughes jackson jenkins kelly king long mitchell morgan morris murphy myers nelson parker perry phillips powell price reed richardson
    roberts robinson rogers ross russell sanders simmons stewart=stuart sullivan turner walker ward watson wood wright young
    lindenberg lindberg lindgren lindqvist nilsson=nielsen=nilsen andersen=andersson=anderson christensen=kristensen hansen=hanson=hansson
    jensen=jansen johansen=johansson larsen=larsson olsen=olsson pedersen=petersen=petersson rasmussen sorensen svensson=svendsen eriksson=eriksen
    gustafsson karlsson=carlsson magnusson persson
    arnold baumann beck berger bergmann böhm brandt braun busch dietrich engel ernst franke friedrich fuchs gross gunther=guenther haas hahn hartmann
    heinz herrmann huber jager=jaeger jung kaiser keller klein kohler=koehler konig=koenig kramer=kraemer krause kruger=krueger kuhn lange lang
    lehmann lorenz ludwig maier martens neumann otto peters pfeiffer pohl richter roth sauer schafer=schaefer scholz schreiber schroder=schroeder
    schubert schulz=schultz schulze=schultze schumacher schuster schwarz seidel simon sommer stein vogel vogt walter werner winkler winter wolf=wolff
    ziegler zimmermann
    benedetti bruno caruso conti costantini colombo deluca esposito ferrara fontana gallo gatti giordano greco leone lombardi longo mancini marchetti
    marino mariani martinelli moretti monti parisi pellegrini rinaldi ricci rizzo romano sartori serra santoro testa valentini villa vitale
    bernard blanc bonnet boyer brun chevalier clement david dubois dumont dupont durand fabre faure fontaine fournier garnier gauthier girard guerin
    henry lambert laurent lefebvre legrand leroy lopez marchand mercier meunier michel moreau morel muller nicolas noel perrin petit picard renard
    richard riviere robin rousseau roussel roux simon thomas vidal vincent
    aguilar alonso blanco cabrera campos cano castro contreras cortes delgado dominguez escobar espinoza=espinosa estrada fuentes gallego garrido gil
    guerrero guzman herrera ibanez iglesias jimenez=ximenez leon lozano marin marquez medina mendez=mendes mendoza mejia molina montero mora moreno
    munoz navarro nieto nunez=nunes ortega pena pineda ponce prieto ramon reyes rios rojas roman rubio salazar santana serrano soto suarez
    valdez=valdes vargas vasquez=vazquez vega velasco velez vidal villa zamora
    araujo barbosa barros batista borges cardoso cavalcanti correia cunha duarte esteves figueiredo fonseca freitas gouveia machado magalhaes marques
    matos melo=mello monteiro moura nascimento neves nogueira pacheco paiva pinheiro pinto reis rocha sampaio soares tavares teixeira vieira
    kowalczyk kaminski lewandowski zielinski szymanski wozniak dabrowski kozlowski jankowski mazur kwiatkowski krawczyk piotrowski grabowski
    pawlowski michalski zajac wieczorek jablonski wrobel majewski olszewski stepien malinowski jaworski adamczyk dudek nowicki pawlak gorski
    witkowski walczak sikora rutkowski
    atas avci bozkurt bulut cakir cetin coskun erdem gunes guler isik karaca keskin korkmaz kurt ozer sari=saree simsek tas turk unal uzun yalcin
    yavuz ahmet ali aylin ayhan baris bulent cem cengiz=chingiz deniz ebru emin ercan erol esra ferhat gul hakan halil hande hulya ibrahim ilker
    kadir kemal kenan kerem leyla levent merve mete metin mustafa nazli necati nihat okan omer onur orhan osman ozan ozlem pinar recep sabri sedat
    seda selcuk selin semra serdar sevgi sibel sinan suat tarkan tayfun tolga tugba ufuk ugur umit yasemin yusuf
    abenov aitmatov akhmetov aliyev=aliev amanov bakirov dzhumabaev ergashev ibragimov ismailov karimov kasymov mamedov=mammadov nurmagomedov
    nazarbayev rakhimov=rahimov rakhmonov=rahmonov rustamov saidov salimov sultanov tashkentov tokayev umarov usmanov yusupov zhumabayev
    abdullayev=abdullaev guliyev=kuliev huseynov=guseinov hasanov=gasanov magomedov akhmedov=ahmadov=akhmadov`,
  ],
]

/** Frequencies of common words of organisation names, per organisation. They identify no organisation. Source: written for this project. */
export const commonOrganisationWords: readonly (readonly [frequency: number, names: string])[] = [
  [
    0.05,
    `company corporation group international trading bank the of and for general national limited enterprise services service industries
    holding holdings trust fund foundation organization association`,
  ],
  [
    0.015,
    `industry technology development investment management global capital partners solutions systems engineering construction export import
    shipping marine transport energy oil gas petroleum exchange money commercial finance financial insurance medical health
    university institute center department ministry committee council union society party front army movement brigade battalion islamic arab
    korea korean iran iranian russian american european african united states new first central north south east west world relief
    charity humanitarian research science security economic cooperation mining minerals motor motors food foods media network digital
    electronics electric power products supply supplies house club star sea ship line lines agency office works factory business
    enterprises equipment materials metal steel machinery aviation air airlines travel real estate properties consulting europe asia africa america`,
  ],
]
